/// Who is there to do work: registered workers and devices.
@NullMarked
package dev.archway.searchapi.fleet;

import org.jspecify.annotations.NullMarked;

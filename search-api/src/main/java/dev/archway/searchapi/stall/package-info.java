/// Experiments that run, but do not get on.
@NullMarked
package dev.archway.searchapi.stall;

import org.jspecify.annotations.NullMarked;

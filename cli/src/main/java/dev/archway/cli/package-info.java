/// The commands that people type, and how their mistakes are told.
@NullMarked
package dev.archway.cli;

import org.jspecify.annotations.NullMarked;

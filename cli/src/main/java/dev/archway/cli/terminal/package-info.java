/// What people at a terminal see while a command works, and when it refuses.
@NullMarked
package dev.archway.cli.terminal;

import org.jspecify.annotations.NullMarked;

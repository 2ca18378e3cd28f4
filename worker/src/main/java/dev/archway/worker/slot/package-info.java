/// The child process that trains, and the JSON lines it speaks.
@NullMarked
package dev.archway.worker.slot;

import org.jspecify.annotations.NullMarked;

/// One training on one device with one thread, and the evaluation of what it made.
@NullMarked
package dev.archway.worker.training;

import org.jspecify.annotations.NullMarked;

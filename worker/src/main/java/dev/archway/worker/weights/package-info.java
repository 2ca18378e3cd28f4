/// Weights on disk.
@NullMarked
package dev.archway.worker.weights;

import org.jspecify.annotations.NullMarked;

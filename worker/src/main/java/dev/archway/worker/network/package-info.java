/// A layer graph as a DJL network: tensors, forward pass, weights in and out.
@NullMarked
package dev.archway.worker.network;

import org.jspecify.annotations.NullMarked;

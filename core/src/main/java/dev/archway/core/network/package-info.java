/// What a network is: a graph of layers that every reader (cost, training, export, picture) shares.
@NullMarked
package dev.archway.core.network;

import org.jspecify.annotations.NullMarked;

/// The numbers of a network, by the names its graph gives them.
@NullMarked
package dev.archway.core.weights;

import org.jspecify.annotations.NullMarked;

/// What a network costs, computed from its graph alone.
@NullMarked
package dev.archway.core.cost;

import org.jspecify.annotations.NullMarked;

/// Graph to graph: rewritings that work on any network, and what becomes of its weights.
@NullMarked
package dev.archway.core.transformation;

import org.jspecify.annotations.NullMarked;

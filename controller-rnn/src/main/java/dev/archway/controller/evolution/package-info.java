/// Regularized evolution: the latest results compete for having children.
@NullMarked
package dev.archway.controller.evolution;

import org.jspecify.annotations.NullMarked;

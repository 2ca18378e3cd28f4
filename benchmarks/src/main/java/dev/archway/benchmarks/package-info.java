/// Figures that documents claim, measured.
@NullMarked
package dev.archway.benchmarks;

import org.jspecify.annotations.NullMarked;

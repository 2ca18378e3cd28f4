/// How good what controllers find is, against tables of known results.
@NullMarked
package dev.archway.benchmarks.quality;

import org.jspecify.annotations.NullMarked;

/// Which weights are kept: nearly all can be had again from recipe and seed.
@NullMarked
package dev.archway.searchapi.retention;

import org.jspecify.annotations.NullMarked;

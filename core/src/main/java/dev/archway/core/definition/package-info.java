/// What people write by hand: trees of names and values, read with every fault at once.
@NullMarked
package dev.archway.core.definition;

import org.jspecify.annotations.NullMarked;

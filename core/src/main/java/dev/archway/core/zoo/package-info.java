/// Known networks of the field, as the baselines every search is held against.
@NullMarked
package dev.archway.core.zoo;

import org.jspecify.annotations.NullMarked;

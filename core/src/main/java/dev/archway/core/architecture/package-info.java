/// What was chosen: the small trees of records that expand to networks.
@NullMarked
package dev.archway.core.architecture;

import org.jspecify.annotations.NullMarked;

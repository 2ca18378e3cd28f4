/// Long lists on the wire: the same form for all.
@NullMarked
package dev.archway.core.page;

import org.jspecify.annotations.NullMarked;

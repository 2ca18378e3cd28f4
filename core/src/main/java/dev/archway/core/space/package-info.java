/// What may be built: ordered decisions, and the architectures their choices decode to.
@NullMarked
package dev.archway.core.space;

import org.jspecify.annotations.NullMarked;

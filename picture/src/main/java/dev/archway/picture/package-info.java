/// What architectures and networks look like, as SVG that anything can show.
@NullMarked
package dev.archway.picture;

import org.jspecify.annotations.NullMarked;

/// The control that every controller must beat: uniform choices, each architecture once.
@NullMarked
package dev.archway.controller.random;

import org.jspecify.annotations.NullMarked;

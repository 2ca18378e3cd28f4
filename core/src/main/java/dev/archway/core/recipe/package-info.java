/// How a trial is trained.
@NullMarked
package dev.archway.core.recipe;

import org.jspecify.annotations.NullMarked;

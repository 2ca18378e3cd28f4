/// Whether a controller found better networks than chance would have.
@NullMarked
package dev.archway.controller.verdict;

import org.jspecify.annotations.NullMarked;

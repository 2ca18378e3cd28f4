/// Stored files by their content: weights and models.
@NullMarked
package dev.archway.searchapi.artifact;

import org.jspecify.annotations.NullMarked;

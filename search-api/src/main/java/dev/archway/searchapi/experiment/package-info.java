/// What users asked for, and where each experiment stands.
@NullMarked
package dev.archway.searchapi.experiment;

import org.jspecify.annotations.NullMarked;

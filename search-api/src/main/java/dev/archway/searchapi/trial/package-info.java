/// Trials: one architecture in one experiment each, with all that was found out about it.
@NullMarked
package dev.archway.searchapi.trial;

import org.jspecify.annotations.NullMarked;

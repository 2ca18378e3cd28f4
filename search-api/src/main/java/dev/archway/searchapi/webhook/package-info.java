/// Tells other programs when an experiment ends or stalls.
@NullMarked
package dev.archway.searchapi.webhook;

import org.jspecify.annotations.NullMarked;

/// Requests that may be sent twice but must be done once.
@NullMarked
package dev.archway.searchapi.repetition;

import org.jspecify.annotations.NullMarked;

/// What the lines of the log and the spans of requests are about.
@NullMarked
package dev.archway.searchapi.trace;

import org.jspecify.annotations.NullMarked;

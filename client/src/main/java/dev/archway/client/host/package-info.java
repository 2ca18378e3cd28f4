/// How workers and device agents of one machine make room for each other.
@NullMarked
package dev.archway.client.host;

import org.jspecify.annotations.NullMarked;

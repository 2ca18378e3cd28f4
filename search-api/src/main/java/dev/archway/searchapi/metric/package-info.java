/// What a monitoring system asks for: the queue, the leases, and a count of what happened.
@NullMarked
package dev.archway.searchapi.metric;

import org.jspecify.annotations.NullMarked;

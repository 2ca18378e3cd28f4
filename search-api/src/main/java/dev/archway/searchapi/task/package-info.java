/// Who may do what now: queued tasks, leases with fencing tokens, and what comes of them.
@NullMarked
package dev.archway.searchapi.task;

import org.jspecify.annotations.NullMarked;

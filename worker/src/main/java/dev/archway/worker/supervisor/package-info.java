/// The worker itself: leases, slots, uploads; loads no native code.
@NullMarked
package dev.archway.worker.supervisor;

import org.jspecify.annotations.NullMarked;

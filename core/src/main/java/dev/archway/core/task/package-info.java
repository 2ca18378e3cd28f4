/// Leased work on the wire: what workers and devices are asked, and what they answer.
@NullMarked
package dev.archway.core.task;

import org.jspecify.annotations.NullMarked;

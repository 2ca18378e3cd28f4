/// What makes a trial good: rewards computed from raw values, and the front of the best trade-offs.
@NullMarked
package dev.archway.controller.objective;

import org.jspecify.annotations.NullMarked;

/// What happened in experiments, for those who watch.
@NullMarked
package dev.archway.searchapi.event;

import org.jspecify.annotations.NullMarked;

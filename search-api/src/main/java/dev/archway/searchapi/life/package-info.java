/// What users decide about a running experiment: pause, go on, stop, and try this, too.
@NullMarked
package dev.archway.searchapi.life;

import org.jspecify.annotations.NullMarked;

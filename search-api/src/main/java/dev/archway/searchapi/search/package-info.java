/// The search itself: keeps trials under way and lets the controller learn from those that ended.
@NullMarked
package dev.archway.searchapi.search;

import org.jspecify.annotations.NullMarked;

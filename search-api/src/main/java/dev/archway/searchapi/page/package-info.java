/// Lists in pages: where one begins, and how long it is.
@NullMarked
package dev.archway.searchapi.page;

import org.jspecify.annotations.NullMarked;

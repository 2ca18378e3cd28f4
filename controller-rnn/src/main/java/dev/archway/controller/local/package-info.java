/// Local search: from one architecture to a better neighbour until there is none.
@NullMarked
package dev.archway.controller.local;

import org.jspecify.annotations.NullMarked;

/// How much work the service hands out and takes in: whole trials a second, over HTTP.
@NullMarked
package dev.archway.searchapi.load;

import org.jspecify.annotations.NullMarked;

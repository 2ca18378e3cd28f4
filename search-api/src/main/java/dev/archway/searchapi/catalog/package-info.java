/// What experiments can be about: the spaces, networks and data sets that Archway knows by name.
@NullMarked
package dev.archway.searchapi.catalog;

import org.jspecify.annotations.NullMarked;

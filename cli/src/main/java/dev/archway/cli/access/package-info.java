/// `archway token`: how long tokens hold, and the table of them.
@NullMarked
package dev.archway.cli.access;

import org.jspecify.annotations.NullMarked;

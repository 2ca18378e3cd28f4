/// `archway replay`: searches of a table of known results, what they gave, and their picture.
@NullMarked
package dev.archway.cli.replay;

import org.jspecify.annotations.NullMarked;

/// Networks and spaces at the terminal: the zoo, one's own files, what they cost.
@NullMarked
package dev.archway.cli.network;

import org.jspecify.annotations.NullMarked;

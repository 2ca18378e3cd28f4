/// What a process remembers to save a question to the database, and nothing depends on.
@NullMarked
package dev.archway.searchapi.memory;

import org.jspecify.annotations.NullMarked;

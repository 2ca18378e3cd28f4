/// The service: remembers everything, hands out work, decides. One package a feature; each
/// feature's entities stay inside it.
@NullMarked
package dev.archway.searchapi;

import org.jspecify.annotations.NullMarked;

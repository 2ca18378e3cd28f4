/// Searches of networks whose results are known, so that controllers can be compared in seconds and
/// over hundreds of seeds.
@NullMarked
package dev.archway.controller.replay;

import org.jspecify.annotations.NullMarked;

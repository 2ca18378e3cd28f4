/// The demo: a small real search from the first proposal to the tested network.
@NullMarked
package dev.archway.cli.demo;

import org.jspecify.annotations.NullMarked;

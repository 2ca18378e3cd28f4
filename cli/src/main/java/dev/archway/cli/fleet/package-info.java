/// Workers and devices, as people at a terminal see them.
@NullMarked
package dev.archway.cli.fleet;

import org.jspecify.annotations.NullMarked;

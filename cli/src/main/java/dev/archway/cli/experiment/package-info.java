/// Experiments and trials of a service, as people at a terminal name, read and change them.
@NullMarked
package dev.archway.cli.experiment;

import org.jspecify.annotations.NullMarked;

/// Experiments on the wire: what people ask for, and what they see.
@NullMarked
package dev.archway.core.experiment;

import org.jspecify.annotations.NullMarked;

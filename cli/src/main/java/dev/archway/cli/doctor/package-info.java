/// Says whether Archway would run on this machine and what to do where it would not, and changes
/// nothing.
@NullMarked
package dev.archway.cli.doctor;

import org.jspecify.annotations.NullMarked;

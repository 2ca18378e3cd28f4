/// Everything on one machine: the database, the service, a worker and a device agent as processes
/// that live as long as the launcher.
@NullMarked
package dev.archway.cli.local;

import org.jspecify.annotations.NullMarked;

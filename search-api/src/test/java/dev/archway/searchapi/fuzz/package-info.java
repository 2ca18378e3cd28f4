/// Asks for everything that the description of the service names, rightly and wrongly, and watches
/// that it says no as it should.
@NullMarked
package dev.archway.searchapi.fuzz;

import org.jspecify.annotations.NullMarked;

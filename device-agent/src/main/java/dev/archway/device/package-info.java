/// Times networks on the machine this runs on, and tells the service.
@NullMarked
package dev.archway.device;

import org.jspecify.annotations.NullMarked;

/// The seam between the service, which tries architectures out, and what decides which to try next.
@NullMarked
package dev.archway.controller;

import org.jspecify.annotations.NullMarked;

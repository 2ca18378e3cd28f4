/// How the service says no: every error is one of a fixed set of problem types (RFC 9457).
@NullMarked
package dev.archway.searchapi.problem;

import org.jspecify.annotations.NullMarked;

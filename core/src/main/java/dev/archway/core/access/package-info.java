/// Who may call the service: scopes, tokens, and the record of what was changed by whom, as they go
/// over the wire.
@NullMarked
package dev.archway.core.access;

import org.jspecify.annotations.NullMarked;

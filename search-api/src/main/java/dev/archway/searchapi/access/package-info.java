/// Who calls, and who may call what: tokens, logins, the table of rules, limits, and the record of
/// changes.
@NullMarked
package dev.archway.searchapi.access;

import org.jspecify.annotations.NullMarked;

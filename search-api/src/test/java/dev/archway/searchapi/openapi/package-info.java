/// The description of the API: docs/openapi.json is made here, and held against the service.
@NullMarked
package dev.archway.searchapi.openapi;

import org.jspecify.annotations.NullMarked;

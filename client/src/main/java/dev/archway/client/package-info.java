/// How programs talk to the service: a typed client of the REST API, the lease loop, uploads.
@NullMarked
package dev.archway.client;

import org.jspecify.annotations.NullMarked;

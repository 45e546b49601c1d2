/**
 * Compute v2.1 at its first microversion. Imports: api.http; use cases and views of server, flavor
 * and image.
 */
@NullMarked
package io.synnefo.api.compute;

import org.jspecify.annotations.NullMarked;

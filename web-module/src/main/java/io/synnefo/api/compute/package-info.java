/**
 * Compute v2.1, microversions 2.1 to 2.8. Imports: api.http; use cases and views of server,
 * console, flavor and image.
 */
@NullMarked
package io.synnefo.api.compute;

import org.jspecify.annotations.NullMarked;

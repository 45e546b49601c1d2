/**
 * Identity v3, the part that clients need to log in. Imports: api.http, project's use cases and
 * views.
 */
@NullMarked
package io.synnefo.api.identity;

import org.jspecify.annotations.NullMarked;

/** Image v2, reading only. Imports: api.http, image's use cases and views. */
@NullMarked
package io.synnefo.api.image;

import org.jspecify.annotations.NullMarked;

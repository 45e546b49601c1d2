/** For operators: queues. Imports: api.http, the use cases of {@code admin}. */
@NullMarked
package io.synnefo.api.admin;

import org.jspecify.annotations.NullMarked;

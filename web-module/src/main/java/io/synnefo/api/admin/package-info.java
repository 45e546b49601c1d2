/** For operators: queues, stories. Imports: api.http, use cases and views. */
@NullMarked
package io.synnefo.api.admin;

import org.jspecify.annotations.NullMarked;

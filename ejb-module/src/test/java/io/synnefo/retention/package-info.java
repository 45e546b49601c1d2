/** Tests of what forgets old events, without a container. */
@NullMarked
package io.synnefo.retention;

import org.jspecify.annotations.NullMarked;

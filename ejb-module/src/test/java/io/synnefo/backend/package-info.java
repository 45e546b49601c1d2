/** Tests of backends, without a container. */
@NullMarked
package io.synnefo.backend;

import org.jspecify.annotations.NullMarked;

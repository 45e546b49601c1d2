/** Tests of servers, without a container. */
@NullMarked
package io.synnefo.server;

import org.jspecify.annotations.NullMarked;

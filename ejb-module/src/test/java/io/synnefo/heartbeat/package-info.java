/** Heartbeats as the container would wire them, for tests. */
@NullMarked
package io.synnefo.heartbeat;

import org.jspecify.annotations.NullMarked;

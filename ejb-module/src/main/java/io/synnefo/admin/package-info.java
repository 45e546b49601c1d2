/**
 * What only operators may do. Imports: kernel, figures, backend, heartbeat, {@code ganeti}, the
 * tools and figures of the adapter (wire); never persistence nor {@code jakarta.ws.rs}.
 */
@NullMarked
package io.synnefo.admin;

import org.jspecify.annotations.NullMarked;

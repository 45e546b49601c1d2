/**
 * What the application and its connector to the VNC authentication proxies say to each other, and
 * the control protocol of the latter. Imports: java, jakarta.json.
 */
@NullMarked
package io.synnefo.wire.vnc;

import org.jspecify.annotations.NullMarked;

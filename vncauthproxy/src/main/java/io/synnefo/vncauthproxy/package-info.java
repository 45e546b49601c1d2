/**
 * The VNC authentication proxy. Imports: wire, program, JDK, commons-codec (users' passwords
 * alone); no Jakarta EE but JSON.
 *
 * <p>What it says is decided by pure classes, each with a table of its own in the tests: {@link
 * io.synnefo.vncauthproxy.RequestFraming}, {@link io.synnefo.vncauthproxy.RequestReader}, {@link
 * io.synnefo.vncauthproxy.ViewerHandshake}, {@link io.synnefo.vncauthproxy.BackendHandshake},
 * {@link io.synnefo.vncauthproxy.UpgradeRequest}, {@link io.synnefo.vncauthproxy.FrameDecoder}.
 */
@NullMarked
package io.synnefo.vncauthproxy;

import org.jspecify.annotations.NullMarked;

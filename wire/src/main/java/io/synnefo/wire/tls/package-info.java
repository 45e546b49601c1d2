/** Whom both ends of a TLS connection of ours trust. Imports: java, JSSE; nothing of ours. */
@NullMarked
package io.synnefo.wire.tls;

import org.jspecify.annotations.NullMarked;

/**
 * Outbound to the VNC authentication proxies: one connection a request, another proxy when one is
 * down (ADR 016). Imports: wire, jakarta.resource, jakarta.json, MicroProfile Config; never the EJB
 * module.
 */
@NullMarked
package io.synnefo.vnc;

import org.jspecify.annotations.NullMarked;

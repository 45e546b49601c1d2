/**
 * Consoles for tests and figures: who asks a VNC proxy for one, a VNC server that has nothing to
 * show, viewers that know the password. It speaks the protocols by its own rules and imports
 * nothing of the proxy, so that a mistake of one is no mistake of the other.
 */
@NullMarked
package io.synnefo.testbed.console;

import org.jspecify.annotations.NullMarked;

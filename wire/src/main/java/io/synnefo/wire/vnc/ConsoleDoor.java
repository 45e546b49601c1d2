package io.synnefo.wire.vnc;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a console waits for its viewer.
 *
 * @param key that it was opened for, and no other door
 * @param proxy that has it, as the settings name it
 * @param address for the viewer; null from a proxy of 2011, which does not tell it
 * @param port for the viewer
 * @param gateway the gateway's WebSocket, without a token; null for all other types
 */
public record ConsoleDoor<K>(
    K key, String proxy, @Nullable String address, int port, @Nullable URI gateway) {}

package io.synnefo.server;

import io.synnefo.kernel.Caller;
import java.util.UUID;

/** What a server is made from and never changes by itself. */
record NewServer(
    UUID uuid, String name, Caller owner, String flavorId, UUID imageId, long backendId) {}

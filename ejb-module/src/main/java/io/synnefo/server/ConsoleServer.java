package io.synnefo.server;

import io.synnefo.backend.Backend;
import java.util.UUID;

/**
 * A server whose console may be opened.
 *
 * @param id ours, under which its history is kept
 * @param uuid as the API calls it
 * @param projectId whose it is; an administrator who asks may be of another one
 * @param instance its name in Ganeti
 */
public record ConsoleServer(
    long id, UUID uuid, String projectId, String instance, Backend backend) {}

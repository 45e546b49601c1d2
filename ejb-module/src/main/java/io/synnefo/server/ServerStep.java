package io.synnefo.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a server's life: what caused it, and what it did.
 *
 * @param at when it was put on record
 * @param requestId the API's request that it goes back to
 * @param userId who asked for it, acting in project {@code projectId}; null for what a message or a
 *     look at Ganeti did, and for what was on record before users were
 * @param eventId the message that told it; null for what a request or a look at Ganeti did
 * @param jobId Ganeti's job
 * @param status of the job's opcode, in Ganeti's word
 * @param rule which rule decided
 * @param detail what Ganeti said, shortened; never a secret
 */
public record ServerStep(
    Instant at,
    @Nullable String requestId,
    @Nullable String userId,
    @Nullable String projectId,
    @Nullable Long jobId,
    @Nullable String opCode,
    @Nullable String status,
    @Nullable String eventId,
    String rule,
    String from,
    String to,
    @Nullable String detail) {}

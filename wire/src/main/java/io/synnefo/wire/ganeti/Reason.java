package io.synnefo.wire.ganeti;

import java.time.Instant;

/** One step of Ganeti's reason trail: who asked, and why. */
public record Reason(String source, String text, Instant at) {}

package io.synnefo.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the first rows come from.
 *
 * @param file the seed file; without one nothing is seeded
 */
public record SeedSettings(Optional<Path> file) {}

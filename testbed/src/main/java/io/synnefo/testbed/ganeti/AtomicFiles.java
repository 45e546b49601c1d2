package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes as Ganeti does: a temporary file in the same directory, then a rename over the old. */
final class AtomicFiles {
  private AtomicFiles() {}

  static void write(Path file, String temporaryName, String mode, String text) throws IOException {
    Path temporary = file.resolveSibling(temporaryName);
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

package io.synnefo.eventd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The only directory that the daemon writes to: open to nobody else, and to one daemon at a time.
 */
final class StateDir {
  static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  final Path path;
  private final FileChannel lock;

  private StateDir(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** The directory is ours until the process ends; refused if another daemon has it. */
  static StateDir take(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    FileChannel lock =
        FileChannel.open(
            path.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            FILE);
    try {
      if (lock.tryLock() != null) {
        return new StateDir(path, lock);
      }
    } catch (OverlappingFileLockException e) {
      // by this very process: the same answer
    }
    lock.close();
    throw new IOException("already running: another daemon keeps its state in " + path);
  }

  boolean isHeld() {
    return lock.isOpen();
  }

  /** The file holds the text, on disk; the old file stays whole if this one cannot be written. */
  static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(next, FILE);
    try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
      writeAll(out, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(file.resolveSibling("."));
  }

  /** The directory is there, on disk, and for nobody else. */
  static void make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, DIRECTORY);
    }
    sync(directory.resolveSibling("."));
  }

  /** What the directory lists is on disk. */
  static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}

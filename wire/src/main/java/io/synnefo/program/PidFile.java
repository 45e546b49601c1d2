package io.synnefo.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that holds our process id. Its lock, not its being there, says that we run. */
final class PidFile {
  private final Path file;
  private final FileLock lock;

  private PidFile(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** The file holds our id and is locked; refused if another process has it locked. */
  static PidFile take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException("already running: " + file + " is locked");
    }
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    channel.force(true);
    return new PidFile(file, lock);
  }

  /** The file is gone and unlocked. */
  void release() throws IOException {
    Files.deleteIfExists(file);
    lock.channel().close();
  }
}

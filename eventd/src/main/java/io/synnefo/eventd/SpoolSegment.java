package io.synnefo.eventd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records of a spool's file: length, check sum, and an event. */
final class SpoolSegment {
  private static final int HEAD = 8;
  private static final int MAX_RECORD = 2 << 20;

  private SpoolSegment() {}

  /** The event as a record. */
  static ByteBuffer record(Outgoing event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.body().length + 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(event.id());
      out.writeUTF(event.subject());
      out.writeBoolean(event.mandatory());
      out.writeBoolean(event.ends());
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, event.at()));
      out.write(event.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    byte[] payload = bytes.toByteArray();
    return ByteBuffer.allocate(HEAD + payload.length)
        .putInt(payload.length)
        .putInt(sum(payload))
        .put(payload)
        .flip();
  }

  /** About how long the event's record is, in bytes. */
  static int size(Outgoing event) {
    return HEAD + 32 + event.id().length() + event.subject().length() + event.body().length;
  }

  private static int sum(byte[] payload) {
    CRC32C sum = new CRC32C();
    sum.update(payload);
    return (int) sum.getValue();
  }

  /** Reads a file's records one after the other; used by one thread. */
  static final class Reader implements AutoCloseable {
    private final FileChannel file;
    private final String key;
    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).limit(0);
    private long position; // of the record that comes next

    Reader(Path path, String key) throws IOException {
      this.file = FileChannel.open(path, StandardOpenOption.READ);
      this.key = key;
    }

    /** Where the record begins that comes next: all before it is whole. */
    long position() {
      return position;
    }

    /** The payload of the next record, passed; null if what is there is no whole record. */
    byte @Nullable [] next(long limit) throws IOException {
      if (limit - position < HEAD || !fill(HEAD, limit)) {
        return null;
      }
      int length = buffer.getInt(buffer.position());
      int sum = buffer.getInt(buffer.position() + 4);
      if (length <= 0 || length > MAX_RECORD || limit - position < HEAD + length) {
        return null;
      }
      if (!fill(HEAD + length, limit)) {
        return null;
      }
      byte[] payload = new byte[length];
      buffer.position(buffer.position() + HEAD);
      buffer.get(payload);
      if (sum(payload) != sum) {
        return null;
      }
      position += HEAD + length;
      return payload;
    }

    /** The event of that payload. */
    Outgoing event(byte[] payload) throws IOException {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
        String id = in.readUTF();
        String subject = in.readUTF();
        boolean mandatory = in.readBoolean();
        boolean ends = in.readBoolean();
        Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
        return new Outgoing(key, mandatory, id, subject, ends, at, in.readAllBytes());
      }
    }

    /** Whether that many bytes from the position on are in the buffer now. */
    private boolean fill(int bytes, long limit) throws IOException {
      if (buffer.remaining() >= bytes) {
        return true;
      }
      ByteBuffer into =
          bytes > buffer.capacity() ? ByteBuffer.allocate(bytes).put(buffer) : buffer.compact();
      // beyond the limit is what may still change
      into.limit((int) Math.min(into.capacity(), limit - position));
      int read = 0;
      while (into.position() < bytes && read >= 0) {
        read = file.read(into, position + into.position());
      }
      buffer = into.flip();
      return buffer.remaining() >= bytes;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

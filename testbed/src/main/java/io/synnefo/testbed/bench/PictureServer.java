package io.synnefo.testbed.bench;

import io.synnefo.testbed.console.Line;
import io.synnefo.testbed.console.ListeningProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A real VNC server with a screen of 1280x800: TigerVNC's. */
final class PictureServer implements AutoCloseable {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;
  private static final int FIRST_DISPLAY = 40;
  private static final int DISPLAYS = 900;
  private static final long MEASURED = 4_000_000_000L;
  private static final double NANOS = 1e9;
  private static final int AFTER_PIXEL_FORMAT = 20; // size and format, before the name
  private static final int PIXEL = 4;

  private final ListeningProgram program;

  private PictureServer(ListeningProgram program) {
    this.program = program;
  }

  static PictureServer start(Path log) throws IOException, InterruptedException {
    int port = ListeningProgram.freePort();
    long display = FIRST_DISPLAY + ProcessHandle.current().pid() % DISPLAYS;
    return new PictureServer(
        ListeningProgram.start(
            log,
            port,
            List.of(
                "Xtigervnc",
                ":" + display,
                "-rfbport",
                Integer.toString(port),
                "-localhost=1",
                "-SecurityTypes",
                "None",
                "-geometry",
                WIDTH + "x" + HEIGHT,
                "-depth",
                "24",
                "-AlwaysShared")));
  }

  int port() {
    return program.port();
  }

  /** Whole pictures a second, each asked for when the one before has come. The line is closed. */
  double rate(Line viewer) throws IOException {
    try (viewer) {
      viewer.send((byte) 1); // ClientInit: others may see it, too
      viewer.skip(AFTER_PIXEL_FORMAT);
      viewer.skip(number(viewer));
      viewer.send((byte) 2, (byte) 0, (byte) 0, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
      picture(viewer);
      int count = 0;
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < MEASURED) {
        picture(viewer);
        count++;
      }
      return count / ((System.nanoTime() - begin) / NANOS);
    }
  }

  private static void picture(Line viewer) throws IOException {
    viewer.send(
        ByteBuffer.allocate(10)
            .put((byte) 3)
            .put((byte) 0)
            .putInt(0)
            .putShort((short) WIDTH)
            .putShort((short) HEIGHT)
            .array());
    int rectangles = ByteBuffer.wrap(viewer.read(4)).getShort(2);
    for (int n = 0; n < rectangles; n++) {
      ByteBuffer head = ByteBuffer.wrap(viewer.read(12));
      if (head.getInt(8) != 0) {
        throw new IOException("not raw: " + head.getInt(8));
      }
      viewer.skip((long) head.getShort(4) * head.getShort(6) * PIXEL);
    }
  }

  private static int number(Line viewer) throws IOException {
    return ByteBuffer.wrap(viewer.read(Integer.BYTES)).getInt();
  }

  @Override
  public void close() {
    program.close();
  }
}

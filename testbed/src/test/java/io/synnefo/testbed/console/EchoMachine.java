package io.synnefo.testbed.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A real machine with QEMU's own VNC server, started from the test bed's boot sector, which prints
 * {@link #LINE}, and after that what is typed.
 */
final class EchoMachine implements AutoCloseable {
  static final String LINE = "GANETI console";
  private static final int SECTOR = 512;
  private static final int TEXT = 0x40;

  private final ListeningProgram qemu;

  /** It listens; what it prints comes a moment later. */
  EchoMachine(Path dir) throws IOException, InterruptedException {
    Path disk = Files.write(dir.resolve("disk"), sector());
    int port = ListeningProgram.freePort();
    qemu =
        ListeningProgram.start(
            dir.resolve("qemu.log"),
            port,
            List.of(
                "qemu-system-x86_64",
                "-accel",
                "tcg",
                "-m",
                "16",
                "-nodefaults",
                "-display",
                "none",
                "-vga",
                "std",
                "-drive",
                "format=raw,file=" + disk,
                // several viewers at once, whatever they ask for
                "-vnc",
                "127.0.0.1:" + (port - RealViewers.FIRST_DISPLAY) + ",share=ignore"));
  }

  private static byte[] sector() throws IOException {
    Path root = Path.of(System.getProperty("synnefo.root", ".."));
    String code = Files.readString(root.resolve("testbed/lib/echo-sector.hex")).replace("\n", "");
    byte[] sector = Arrays.copyOf(HexFormat.of().parseHex(code), SECTOR);
    byte[] text = (LINE + "\r\n> ").getBytes(US_ASCII);
    System.arraycopy(text, 0, sector, TEXT, text.length);
    sector[SECTOR - 2] = 0x55;
    sector[SECTOR - 1] = (byte) 0xaa;
    return sector;
  }

  int port() {
    return qemu.port();
  }

  /** As when the power is switched off. */
  @Override
  public void close() {
    qemu.close();
  }
}

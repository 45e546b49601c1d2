package io.synnefo.testbed.console;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Prints how many pixels of a picture are not black: {@code LitPixels FILE}. */
public final class LitPixels {
  private static final int DARK = 0x60;

  private LitPixels() {}

  /** Prints the number. */
  public static void main(String[] args) throws IOException {
    BufferedImage picture = read(Path.of(args[0]));
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    int lit = 0;
    for (int pixel : pixels) {
      int sum = (pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF);
      lit += sum > DARK ? 1 : 0;
    }
    System.out.println(lit);
  }

  /** What a viewer wrote, or the screen of an Xvfb, which is a file while it runs. */
  private static BufferedImage read(Path file) throws IOException {
    if (String.valueOf(file.getFileName()).startsWith("Xvfb_screen")) {
      return screen(Files.readAllBytes(file));
    }
    BufferedImage picture = ImageIO.read(new File(file.toString()));
    if (picture == null) {
      throw new IOException(file + " is no picture");
    }
    return picture;
  }

  /** The picture of an XWD file of 32 bits a pixel. */
  static BufferedImage screen(byte[] xwd) {
    ByteBuffer file = ByteBuffer.wrap(xwd);
    int width = file.getInt(4 * Integer.BYTES);
    int height = file.getInt(5 * Integer.BYTES);
    int line = file.getInt(12 * Integer.BYTES);
    int first = file.getInt(0) + 12 * file.getInt(19 * Integer.BYTES);
    file.order(ByteOrder.LITTLE_ENDIAN);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, file.getInt(first + y * line + x * Integer.BYTES));
      }
    }
    return picture;
  }
}

package io.synnefo.testbed.console;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Prints how many pixels of a picture are not black: {@code LitPixels FILE}. */
public final class LitPixels {
  private static final int DARK = 0x60;

  private LitPixels() {}

  /** Prints the number. */
  public static void main(String[] args) throws IOException {
    BufferedImage picture = ImageIO.read(new File(args[0]));
    if (picture == null) {
      throw new IOException(args[0] + " is no picture");
    }
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    int lit = 0;
    for (int pixel : pixels) {
      int sum = (pixel >> 16 & 0xFF) + (pixel >> 8 & 0xFF) + (pixel & 0xFF);
      lit += sum > DARK ? 1 : 0;
    }
    System.out.println(lit);
  }
}

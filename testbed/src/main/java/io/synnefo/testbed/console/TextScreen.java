package io.synnefo.testbed.console;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A PC's text screen in the upper left corner of a picture. It is read without a font: the glyphs
 * are those of the line that the test bed's boot sector prints. A script has it read a viewer's
 * picture, or the screen of an Xvfb, which is a file: {@code TextScreen FILE LINE}.
 */
public final class TextScreen {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int COLUMNS = 80;
  private static final int ROWS = 25;
  private static final int WIDE = WIDTH / COLUMNS;
  private static final int HIGH = HEIGHT / ROWS;
  private static final int LIT = 255; // of 765
  private static final int PROMPT = 2;

  private final BufferedImage picture;
  private final String line;

  TextScreen(BufferedImage picture, String line) {
    this.picture = picture;
    this.line = line;
  }

  /** Prints what has been typed at the prompt; fails while the line is not there. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    BufferedImage known = ImageIO.read(file.toFile()); // null: a format that it does not know
    BufferedImage picture = known == null ? ofXvfb(Files.readAllBytes(file)) : known;
    System.out.println(new TextScreen(picture, args[1]).typed().orElseThrow());
  }

  /** The picture of an XWD file of 32 bits a pixel. */
  static BufferedImage ofXvfb(byte[] xwd) {
    ByteBuffer file = ByteBuffer.wrap(xwd);
    int width = file.getInt(4 * Integer.BYTES);
    int height = file.getInt(5 * Integer.BYTES);
    int stride = file.getInt(12 * Integer.BYTES);
    int first = file.getInt(0) + 12 * file.getInt(19 * Integer.BYTES);
    file.order(ByteOrder.LITTLE_ENDIAN);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, file.getInt(first + y * stride + x * Integer.BYTES));
      }
    }
    return picture;
  }

  /** What has been typed at the prompt, '?' for what is no letter of the line. */
  Optional<String> typed() {
    if (picture.getWidth() < WIDTH || picture.getHeight() < HEIGHT) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      rows.add(row(row));
    }
    for (int row = 0; row < ROWS - 1; row++) {
      Map<String, Character> glyphs = glyphs(rows.get(row));
      if (!glyphs.isEmpty()) {
        List<String> prompt = rows.get(row + 1);
        return Optional.of(text(prompt.subList(PROMPT, COLUMNS), glyphs));
      }
    }
    return Optional.empty();
  }

  private static String text(List<String> cells, Map<String, Character> glyphs) {
    StringBuilder text = new StringBuilder();
    for (String cell : cells) {
      text.append(cell.isEmpty() ? ' ' : glyphs.getOrDefault(cell, '?'));
    }
    // the cursor comes and goes
    return text.toString().stripTrailing().replaceFirst("\\?$", "").stripTrailing();
  }

  /** None if it is not that line: equal cells are to be equal letters. */
  private Map<String, Character> glyphs(List<String> row) {
    Map<String, Character> glyphs = new HashMap<>();
    Map<Character, String> cells = new HashMap<>();
    for (int column = 0; column < COLUMNS; column++) {
      String cell = row.get(column);
      char letter = column < line.length() ? line.charAt(column) : ' ';
      Character known = glyphs.putIfAbsent(cell, letter);
      String before = cells.putIfAbsent(letter, cell);
      if ((known != null && known != letter) || (before != null && !before.equals(cell))) {
        return Map.of();
      }
    }
    return glyphs;
  }

  private List<String> row(int row) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < COLUMNS; column++) {
      cells.add(cell(column, row));
    }
    return cells;
  }

  /** Its pixels, the empty text if none is lit. */
  private String cell(int column, int row) {
    StringBuilder pixels = new StringBuilder();
    for (int y = row * HIGH; y < (row + 1) * HIGH; y++) {
      for (int x = column * WIDE; x < (column + 1) * WIDE; x++) {
        int rgb = picture.getRGB(x, y);
        int sum = (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
        pixels.append(sum > LIT ? '1' : '0');
      }
    }
    return pixels.indexOf("1") < 0 ? "" : pixels.toString();
  }
}

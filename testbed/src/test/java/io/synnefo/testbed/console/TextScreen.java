package io.synnefo.testbed.console;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A PC's text screen in the upper left corner of a picture. It is read without a font: the glyphs
 * are those of the line that an {@link EchoMachine} prints.
 */
final class TextScreen {
  static final int WIDTH = 720;
  static final int HEIGHT = 400;
  private static final int COLUMNS = 80;
  private static final int ROWS = 25;
  private static final int WIDE = WIDTH / COLUMNS;
  private static final int HIGH = HEIGHT / ROWS;
  private static final int LIT = 255; // of 765
  private static final int PROMPT = 2;

  private final BufferedImage picture;

  TextScreen(BufferedImage picture) {
    this.picture = picture;
  }

  /** What has been typed at the prompt, '?' for what is no letter of the machine's line. */
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
  private static Map<String, Character> glyphs(List<String> row) {
    Map<String, Character> glyphs = new HashMap<>();
    Map<Character, String> cells = new HashMap<>();
    for (int column = 0; column < COLUMNS; column++) {
      String cell = row.get(column);
      char letter = column < EchoMachine.LINE.length() ? EchoMachine.LINE.charAt(column) : ' ';
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

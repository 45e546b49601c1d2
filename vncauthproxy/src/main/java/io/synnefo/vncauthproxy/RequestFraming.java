package io.synnefo.vncauthproxy;

/**
 * Where one JSON object ends, byte by byte, however many segments it comes in. It need not be
 * right: it is complete with its last brace, and malformed as soon as no object can come of it. A
 * client waits for the answer with its side open, so neither may wait for more.
 */
final class RequestFraming implements Framing {
  private static final int MAX_NESTED = 32; // the parser would go on to a thousand, and then throw

  private enum Place {
    START,
    FIRST_KEY,
    KEY,
    COLON,
    VALUE,
    LITERAL,
    AFTER_VALUE
  }

  private Place place = Place.START;
  private int nested; // brackets and braces within a value
  private boolean quoted;
  private boolean escaped;

  @Override
  public State next(byte one) {
    if (quoted) {
      return inText(one);
    }
    if (nested > 0) {
      return inNested(one);
    }
    boolean blank = one == ' ' || one == '\n' || one == '\r' || one == '\t';
    if (blank && place != Place.LITERAL) {
      return State.MORE;
    }
    return switch (place) {
      case START -> expect(one == '{', Place.FIRST_KEY);
      case FIRST_KEY -> one == '}' ? State.COMPLETE : key(one);
      case KEY -> key(one);
      case COLON -> expect(one == ':', Place.VALUE);
      case VALUE -> value(one);
      case LITERAL -> isLiteral(one) ? State.MORE : blank ? more(Place.AFTER_VALUE) : after(one);
      case AFTER_VALUE -> after(one);
    };
  }

  private State inText(byte one) {
    if (escaped) {
      escaped = false;
    } else if (one == '\\') {
      escaped = true;
    } else if (one == '"') {
      quoted = false;
    }
    return State.MORE;
  }

  private State inNested(byte one) {
    switch (one) {
      case '"' -> quoted = true;
      case '{', '[' -> {
        nested++;
        return nested > MAX_NESTED ? State.MALFORMED : State.MORE;
      }
      case '}', ']' -> nested--;
      default -> {
        // whether it is right is for the parser to say
      }
    }
    return State.MORE;
  }

  private State key(byte one) {
    quoted = one == '"';
    return expect(quoted, Place.COLON);
  }

  private State value(byte one) {
    if (one == '"') {
      quoted = true;
    } else if (one == '{' || one == '[') {
      nested = 1;
    } else {
      return expect(isLiteral(one), Place.LITERAL);
    }
    return more(Place.AFTER_VALUE);
  }

  private State after(byte one) {
    return one == '}' ? State.COMPLETE : expect(one == ',', Place.KEY);
  }

  private State expect(boolean found, Place next) {
    return found ? more(next) : State.MALFORMED;
  }

  private State more(Place next) {
    place = next;
    return State.MORE;
  }

  private static boolean isLiteral(byte one) {
    return Character.isLetterOrDigit(one) || one == '-' || one == '+' || one == '.';
  }
}

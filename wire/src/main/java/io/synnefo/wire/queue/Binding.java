package io.synnefo.wire.queue;

/**
 * What an exchange passes on to a queue.
 *
 * @param key in a topic exchange {@code *} stands for one word and {@code #} for any number of them
 */
public record Binding(String exchange, String key) {

  /**
   * Whether a message published with that key, and no header, to an exchange of that type passes.
   */
  boolean passes(String published, String type) {
    return switch (type) {
      case "topic" -> passes(published);
      case "direct" -> key.equals(published);
      case "fanout" -> true;
      default -> false; // headers: those that match are not known here
    };
  }

  /** Whether a message published with that key to a topic exchange passes. */
  public boolean passes(String published) {
    return passes(key.split("\\.", -1), 0, published.split("\\.", -1), 0);
  }

  private static boolean passes(String[] pattern, int at, String[] words, int word) {
    if (at == pattern.length) {
      return word == words.length;
    }
    if (pattern[at].equals("#")) {
      return passes(pattern, at + 1, words, word)
          || (word < words.length && passes(pattern, at, words, word + 1));
    }
    return word < words.length
        && (pattern[at].equals("*") || pattern[at].equals(words[word]))
        && passes(pattern, at + 1, words, word + 1);
  }
}

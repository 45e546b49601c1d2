package io.synnefo.program;

import java.util.List;

/** The settings cannot be used; holds every fault at once. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Those faults, each a line that begins with the setting. */
  public SettingsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}

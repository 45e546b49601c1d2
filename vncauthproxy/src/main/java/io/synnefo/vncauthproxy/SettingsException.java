package io.synnefo.vncauthproxy;

import java.util.List;

/** The settings cannot be used; holds every fault at once. */
final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  SettingsException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}

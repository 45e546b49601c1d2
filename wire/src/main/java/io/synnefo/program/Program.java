package io.synnefo.program;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What makes a program this one and no other; {@link Launcher} does the rest.
 *
 * @param <S> its settings
 */
public interface Program<S> {
  /** Its name, as {@code synnefo-eventd}. */
  String name();

  /** What it is in a sentence, as {@code daemon}. */
  String noun();

  /** What {@code --help} prints, to the end of its last line. */
  String help();

  /** The options that it understands. */
  Options options();

  /**
   * Where the running one of these options is asked.
   *
   * @throws SettingsException names every setting that is wrong
   */
  Path statusSocket(CommandLine options) throws SettingsException;

  /**
   * The settings of these options, checked.
   *
   * @throws SettingsException names every setting that is wrong
   */
  S settings(CommandLine options) throws SettingsException;

  /** Whether each line of the log is to be a JSON object. */
  boolean logAsJson(S settings);

  /**
   * Adds to a line of the log that is a JSON object what it is about.
   *
   * @param subject the first argument of the message
   */
  void about(JsonObjectBuilder line, String subject);

  /**
   * The daemon, not running yet; its files, sockets and ports are its own.
   *
   * @param version of the package
   * @throws IOException when one of them cannot be had; the text is for the operator
   * @throws SettingsException when settings that it reads by itself are wrong
   */
  Daemon daemon(S settings, CommandLine options, String version)
      throws IOException, SettingsException;
}

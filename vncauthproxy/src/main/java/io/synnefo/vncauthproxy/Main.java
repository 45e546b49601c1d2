package io.synnefo.vncauthproxy;

import io.synnefo.program.CommandLine;
import io.synnefo.program.Daemon;
import io.synnefo.program.ExitCode;
import io.synnefo.program.Faults;
import io.synnefo.program.Launcher;
import io.synnefo.program.Options;
import io.synnefo.program.Program;
import io.synnefo.program.SettingValues;
import io.synnefo.program.SettingsException;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Scanner;

/** The VNC authentication proxy as a program. */
public final class Main implements Program<ProxySettings> {
  static {
    // a handshake costs the server more than the client: one a connection
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  private Main() {}

  /** Runs until SIGTERM; the exit codes are those that {@code --help} lists. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0 && args[0].equals("passwd")) {
      System.exit(passwd(Arrays.copyOfRange(args, 1, args.length)));
    }
    Launcher.launch(new Main(), args);
  }

  private static int passwd(String... args) {
    try {
      new PasswdTool(System.out, Main::askPassword).run(args);
      return ExitCode.STOPPED;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(PasswdTool.USAGE);
      return ExitCode.USAGE;
    } catch (IOException e) {
      System.err.println(Faults.text(e));
      return ExitCode.NOT_STARTED;
    }
  }

  /** Without a terminal, the first line of standard input. */
  @SuppressWarnings("SystemConsoleNull") // a JDK that always has one reads the same line by it
  private static String askPassword() {
    java.io.Console terminal = System.console();
    if (terminal != null) {
      char[] typed = terminal.readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }
    Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
    return in.hasNextLine() ? in.nextLine() : "";
  }

  @Override
  public String name() {
    return "synnefo-vncauthproxy";
  }

  @Override
  public String noun() {
    return "proxy";
  }

  @Override
  public String help() {
    return Usage.TEXT + SettingValues.help(SettingsReader.DEFAULTS) + GatewaySettings.HELP;
  }

  @Override
  public Options options() {
    return new Options()
        .question("--sessions", "sessions", "sessions-json")
        .question("--reload", "reload", "")
        .question("--kill", Main::kill);
  }

  private static String kill(String session) {
    if (session.matches("[A-Za-z0-9-]{1,64}")) {
      return StatusDesk.KILL + session;
    }
    throw new IllegalArgumentException("--kill: no session has such a name");
  }

  @Override
  public Path statusSocket(CommandLine options) throws SettingsException {
    return reader(options).statusSocket();
  }

  @Override
  public ProxySettings settings(CommandLine options) throws SettingsException {
    return reader(options).settings();
  }

  private static SettingsReader reader(CommandLine options) {
    return new SettingsReader(options.config(), System.getenv());
  }

  @Override
  public boolean logAsJson(ProxySettings settings) {
    return settings.logAsJson();
  }

  /** The subject is a console's name. */
  @Override
  public void about(JsonObjectBuilder line, String subject) {
    line.add("console", subject);
  }

  @Override
  public Daemon daemon(ProxySettings settings, CommandLine options, String version)
      throws IOException, SettingsException {
    ProxyDaemon daemon = new ProxyDaemon(() -> reader(options).settings(), version);
    HangUp.does(daemon::reload);
    return daemon;
  }
}

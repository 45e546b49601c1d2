package io.synnefo.vncauthproxy;

/** What {@code --help} of the proxy says. */
final class Usage {
  /** All but the settings and their defaults, which follow. */
  static final String TEXT =
      """
      Usage: java -jar synnefo-vncauthproxy.jar [options]
             java -jar synnefo-vncauthproxy.jar passwd [-n] [-d] [-p PASSWORD] FILE USER
      Shows consoles of machines to who has the password that they were asked for with.

        -c, --config FILE   settings, as key=value lines
        -d, --debug         log every connection
        -l, --log FILE      log to the file instead of standard error
            --pid-file FILE write the process id there; the file is locked while running
            --status        how the running proxy fares; with --json for programs
            --metrics       the same for Prometheus
            --sessions      the consoles of the running proxy; with --json for programs
            --kill SESSION  one of them ends, and its viewer is told so
            --reload        the running proxy reads users, certificate and those settings
                            anew of which it is said below, as at SIGHUP
            --log-level info|debug
                            the running proxy logs less, or every connection
            --version       print the version and exit
            --help          print this and exit

      Exit codes: 0 stopped by SIGTERM or SIGINT; 1 a defect, see the log; 2 wrong options;
      3 wrong or missing settings, all listed; 4 already running, or a file, a socket or a port
      cannot be used. Of --status, --sessions, --metrics, --reload and --log-level:
      0 all is well; 5 something needs an operator; 6 no proxy answers. Of --kill: 0 it ends;
      5 there is no such session.

      Settings (each may also come from the environment, SYNNEFO_VNCAUTHPROXY_ and the key in
      capitals with _ for -) and what they are if not set:
      """;

  private Usage() {}
}

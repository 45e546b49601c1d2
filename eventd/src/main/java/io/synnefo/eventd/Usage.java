package io.synnefo.eventd;

/** What {@code --help} of the daemon says. */
final class Usage {
  /** All but the settings and their defaults, which follow. */
  static final String TEXT =
      """
      Usage: java -jar synnefo-eventd.jar [options]
      Publishes what Ganeti's jobs do to this cloud's instances.

        -c, --config FILE   settings, as key=value lines
        -d, --debug         log every event
        -l, --log FILE      log to the file instead of standard error
            --pid-file FILE write the process id there; the file is locked while running
            --queue-dir DIR Ganeti's job queue, instead of the setting queue-dir
            --status        how the running daemon fares; with --json for programs
            --metrics       the same for Prometheus
            --log-level info|debug
                            the running daemon logs less, or every event
            --version       print the version and exit
            --help          print this and exit

      Exit codes: 0 stopped by SIGTERM or SIGINT; 1 a defect, see the log; 2 wrong options;
      3 wrong or missing settings, all listed, a state-dir that cannot be written among them;
      4 already running, or the pid file, the log, a file of the state or the status socket
      cannot be written. Of --status, --metrics and --log-level:
      0 all is well; 5 something needs an operator; 6 no daemon answers. While the broker, its exchange, its queue or the job queue is
      away, the daemon says so in its log and tries on.

      Settings (each may also come from the environment, SYNNEFO_EVENTD_ and the key in capitals
      with _ for . and -) and what they are if not set:
      """;

  private Usage() {}
}

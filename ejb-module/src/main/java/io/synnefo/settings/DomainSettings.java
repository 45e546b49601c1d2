package io.synnefo.settings;

import io.synnefo.wire.queue.QueueConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of servers and backends, read from MicroProfile Config and checked at start. */
@ApplicationScoped
public class DomainSettings {

  /** The deployment fails, naming every wrong value at once. */
  void check(@Observes Startup start) {
    List<String> problems = problems(lookup(ConfigProvider.getConfig()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException("settings: " + String.join("; ", problems));
    }
  }

  /** How instances are named. */
  @Produces
  public InstanceSettings instances() {
    return instances(lookup(ConfigProvider.getConfig()));
  }

  /** How long submissions may take. */
  @Produces
  public SubmitSettings submissions() {
    return submissions(lookup(ConfigProvider.getConfig()));
  }

  /** How the remote API is called. */
  @Produces
  public RapiSettings rapi() {
    return rapi(lookup(ConfigProvider.getConfig()));
  }

  /** Which queues there are and who handles them. */
  @Produces
  public QueueConfiguration queues() {
    return queues(lookup(ConfigProvider.getConfig()));
  }

  /** Where operators are answered. */
  @Produces
  public AdminSettings admins() {
    return admins(lookup(ConfigProvider.getConfig()));
  }

  /** How guests are treated. */
  @Produces
  public GuestSettings guests() {
    return guests(lookup(ConfigProvider.getConfig()));
  }

  /** Whom mail is from. */
  @Produces
  public MailSettings mail() {
    return mail(lookup(ConfigProvider.getConfig()));
  }

  /** How long events are known. */
  @Produces
  public InboxSettings inbox() {
    return inbox(lookup(ConfigProvider.getConfig()));
  }

  /** How consoles are told. */
  @Produces
  public ConsoleSettings consoles() {
    return consoles(lookup(ConfigProvider.getConfig()));
  }

  /** The backends' passwords. */
  @Produces
  public RapiPasswords rapiPasswords() {
    return name -> lookup(ConfigProvider.getConfig()).apply("synnefo.rapi.password." + name);
  }

  static List<String> problems(Function<String, Optional<String>> config) {
    List<String> problems = new ArrayList<>();
    List<Consumer<Function<String, Optional<String>>>> all =
        List.of(
            DomainSettings::instances,
            DomainSettings::submissions,
            DomainSettings::rapi,
            DomainSettings::guests,
            DomainSettings::queues,
            DomainSettings::admins,
            DomainSettings::mail,
            DomainSettings::inbox,
            DomainSettings::consoles);
    for (Consumer<Function<String, Optional<String>>> reader : all) {
      try {
        reader.accept(config);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems.isEmpty() ? problemsTogether(config) : problems;
  }

  /** Of values that are right each by itself. */
  private static List<String> problemsTogether(Function<String, Optional<String>> config) {
    try {
      submissions(config).requireFor(rapi(config));
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  static InstanceSettings instances(Function<String, Optional<String>> config) {
    return new InstanceSettings(prefix(config));
  }

  private static String prefix(Function<String, Optional<String>> config) {
    return config.apply("synnefo.prefix").orElse(InstanceSettings.DEFAULT_PREFIX);
  }

  static QueueConfiguration queues(Function<String, Optional<String>> config) {
    return QueueConfiguration.of(prefix(config), config);
  }

  static AdminSettings admins(Function<String, Optional<String>> config) {
    String listener = config.apply("synnefo.admin.listener").orElse("own");
    return switch (listener) {
      case "any" -> new AdminSettings(OptionalInt.empty());
      case "own" ->
          new AdminSettings(
              OptionalInt.of(
                  number(config, "synnefo.admin.port", AdminSettings.DEFAULT_PORT)
                      + number(config, "jboss.socket.binding.port-offset", 0)));
      default ->
          throw new IllegalArgumentException(
              "synnefo.admin.listener must be own or any: " + listener);
    };
  }

  static SubmitSettings submissions(Function<String, Optional<String>> config) {
    return new SubmitSettings(
        duration(config, "synnefo.submit.timeout", SubmitSettings.DEFAULT_TIMEOUT));
  }

  static RapiSettings rapi(Function<String, Optional<String>> config) {
    return new RapiSettings(
        duration(config, "synnefo.rapi.timeout", RapiSettings.DEFAULT_TIMEOUT),
        number(config, "synnefo.rapi.max-concurrent", RapiSettings.DEFAULT_MAX_CONCURRENT),
        number(config, "synnefo.rapi.max-waiting", RapiSettings.DEFAULT_MAX_WAITING));
  }

  static GuestSettings guests(Function<String, Optional<String>> config) {
    return new GuestSettings(
        duration(config, "synnefo.guest.shutdown-timeout", GuestSettings.DEFAULT_SHUTDOWN_TIMEOUT));
  }

  static MailSettings mail(Function<String, Optional<String>> config) {
    return new MailSettings(config.apply("synnefo.mail.from").orElse(MailSettings.DEFAULT_FROM));
  }

  static InboxSettings inbox(Function<String, Optional<String>> config) {
    return new InboxSettings(duration(config, "synnefo.inbox.age", InboxSettings.DEFAULT_AGE));
  }

  static ConsoleSettings consoles(Function<String, Optional<String>> config) {
    return new ConsoleSettings(
        config.apply("synnefo.console.url").map(text -> uri("synnefo.console.url", text)),
        config.apply("synnefo.console.host"),
        number(config, "synnefo.console.max-waiting", ConsoleSettings.DEFAULT_MAX_WAITING));
  }

  private static Function<String, Optional<String>> lookup(Config config) {
    return key -> config.getOptionalValue(key, String.class);
  }

  private static Duration duration(
      Function<String, Optional<String>> config, String key, Duration otherwise) {
    String text = config.apply(key).orElse(otherwise.toString());
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(key + " must be a duration such as PT10S: " + text, e);
    }
  }

  private static URI uri(String key, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(key + " is no address: " + text, e);
    }
  }

  private static int number(Function<String, Optional<String>> config, String key, int otherwise) {
    String text = config.apply(key).orElse(String.valueOf(otherwise));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " must be a whole number: " + text, e);
    }
  }
}

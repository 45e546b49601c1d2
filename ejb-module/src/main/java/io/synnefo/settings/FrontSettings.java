package io.synnefo.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings of the API side, read from MicroProfile Config. */
@ApplicationScoped
public class FrontSettings {
  /** How long tokens live: key {@code synnefo.token.lifetime}. */
  @Produces
  public TokenSettings tokens() {
    return tokens(ConfigProvider.getConfig());
  }

  /** Where the seed is: key {@code synnefo.seed.file}. */
  @Produces
  public SeedSettings seed() {
    return seed(ConfigProvider.getConfig());
  }

  /** How users reach us: key {@code synnefo.public.url}. */
  @Produces
  public PublicUrlSettings publicUrl() {
    return publicUrl(ConfigProvider.getConfig());
  }

  /** What the console page may reach: key {@code synnefo.console.gateways}. */
  @Produces
  public ConsolePageSettings consolePage() {
    return consolePage(ConfigProvider.getConfig());
  }

  static TokenSettings tokens(Config config) {
    return new TokenSettings(
        config
            .getOptionalValue("synnefo.token.lifetime", String.class)
            .map(Duration::parse)
            .orElse(TokenSettings.DEFAULT_LIFETIME));
  }

  static SeedSettings seed(Config config) {
    return new SeedSettings(
        config.getOptionalValue("synnefo.seed.file", String.class).map(Path::of));
  }

  static PublicUrlSettings publicUrl(Config config) {
    return new PublicUrlSettings(
        config.getOptionalValue("synnefo.public.url", String.class).map(URI::create));
  }

  static ConsolePageSettings consolePage(Config config) {
    return new ConsolePageSettings(
        config
            .getOptionalValues("synnefo.console.gateways", String.class)
            .orElse(List.of())
            .stream()
            .map(gateway -> URI.create(gateway.strip()))
            .toList());
  }
}

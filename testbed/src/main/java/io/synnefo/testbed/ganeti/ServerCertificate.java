package io.synnefo.testbed.ganeti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate without host names, like Ganeti's own; made once a state directory. */
final class ServerCertificate {
  private static final String ALIAS = "rapi";
  private static final int SECRET_BYTES = 24;
  private static final long KEYTOOL_SECONDS = 60;

  private final KeyStore store;
  private final char[] secret;

  private ServerCertificate(KeyStore store, char[] secret) {
    this.store = store;
    this.secret = secret;
  }

  static ServerCertificate in(Path directory) throws IOException {
    Path keyStore = directory.resolve("rapi.p12");
    Path secretFile = directory.resolve("rapi.p12.secret");
    if (!Files.exists(keyStore)) {
      makeSecret(secretFile);
      make(keyStore, secretFile);
    }
    char[] secret = Files.readString(secretFile).strip().toCharArray();
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      return new ServerCertificate(store, secret);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + keyStore, e);
    }
  }

  private static void makeSecret(Path file) throws IOException {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random));
  }

  /** The JDK has no public API that signs a certificate; keytool gets the secret from the file. */
  private static void make(Path keyStore, Path secretFile) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Path log = keyStore.resolveSibling("keytool.log");
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=ganeti.example.com",
                "-validity",
                "1825",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass:file",
                secretFile.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool made no certificate, see " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  String sha256() {
    try {
      byte[] encoded = store.getCertificate(ALIAS).getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext serverContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.synnefo.vncauthproxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The certificate that the proxy shows, and its key; they may be renewed. For any thread. */
final class TlsKeys {
  private static final System.Logger LOG = System.getLogger(TlsKeys.class.getName());
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** The algorithms of keys that there may be, and with what each signs. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final Path certificate;
  private final Path key;
  private volatile SSLContext context;

  /**
   * As they are in the files now.
   *
   * @throws IOException when they cannot be read or do not serve; the text names the file
   */
  TlsKeys(Path certificate, Path key) throws IOException {
    this.certificate = certificate;
    this.key = key;
    this.context = load();
  }

  /** Connections from now on have what is in the files now; if that does not serve, the old one. */
  void reload() throws IOException {
    context = load();
  }

  /** A server's side of one connection. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  private SSLContext load() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      char[] none = {};
      PrivateKey secret = privateKey();
      Certificate[] chain = chain().toArray(new Certificate[0]);
      if (!isPair(secret, chain[0].getPublicKey())) {
        throw new IOException(key + " is not the key of the first certificate in " + certificate);
      }
      store.setKeyEntry("proxy", secret, none, chain);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, none);
      SSLContext found = SSLContext.getInstance("TLS");
      found.init(keys.getKeyManagers(), null, null);
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException(certificate + " and " + key + " do not serve: " + e.getMessage(), e);
    }
  }

  /** A key store takes any two, and the first handshake would fail. */
  private static boolean isPair(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
    if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(SIGNATURES.get(secret.getAlgorithm()));
    byte[] nonce = new byte[32];
    new SecureRandom().nextBytes(nonce);
    signature.initSign(secret);
    signature.update(nonce);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(nonce);
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false; // as of another length, or another curve
    }
  }

  private Collection<? extends Certificate> chain() throws IOException {
    try {
      Collection<? extends Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(certificate + " is no PEM file of certificates", e);
    }
    throw new IOException(certificate + " holds no certificate");
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IOException(
          key + " holds no BEGIN PRIVATE KEY (openssl pkcs8 -topk8 -nocrypt makes one of others)");
    }
    PKCS8EncodedKeySpec spec;
    try {
      spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    } catch (IllegalArgumentException e) {
      throw new IOException(key + " is no PEM file of a key");
    }
    for (String algorithm : SIGNATURES.keySet()) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        LOG.log(System.Logger.Level.DEBUG, "no key of " + algorithm);
      }
    }
    throw new IOException(key + " is no key of RSA, EC or EdDSA");
  }
}

package org.aisle.templates.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * With what a process proves who it is.
 *
 * @param chain its own certificate first
 */
public record TlsKeys(PrivateKey key, List<X509Certificate> chain) {

  private static final Duration SOON = Duration.ofDays(14);
  private static final String ALIAS = "aisle";

  /** What became of reading. */
  public sealed interface Outcome {
    record Read(TlsKeys keys) implements Outcome {}

    record Refused(TlsFault fault) implements Outcome {}
  }

  public TlsKeys {
    chain = List.copyOf(chain);
  }

  /** A certificate with its chain and its key, both in PEM; one file may hold both. */
  public static Outcome pem(Path certificate, Path key) {
    Path at = certificate;
    try {
      List<X509Certificate> chain = Pem.certificates(certificate);
      at = key;
      return checked(Pem.key(key), chain, certificate);
    } catch (IOException e) {
      return new Outcome.Refused(Pem.UnreadableException.fault(at, e));
    } catch (Pem.UnreadableException e) {
      return new Outcome.Refused(e.fault());
    }
  }

  /** The first key in a PKCS #12 file; the password is the other file's first line. */
  public static Outcome keyStore(Path file, Path passwordFile) {
    char[] password;
    try {
      password =
          Files.readString(passwordFile, StandardCharsets.UTF_8)
              .lines()
              .findFirst()
              .orElse("")
              .toCharArray();
    } catch (IOException e) {
      return new Outcome.Refused(Pem.UnreadableException.fault(passwordFile, e));
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          List<X509Certificate> chain = new ArrayList<>();
          for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) certificate);
          }
          return checked(key, chain, file);
        }
      }
      return refused(
          "tls.file-unusable", "%s holds no private key with a certificate.".formatted(file));
    } catch (IOException e) {
      return e.getCause() instanceof GeneralSecurityException
          ? refused("tls.file-unusable", "The password of %s is wrong.".formatted(file))
          : new Outcome.Refused(Pem.UnreadableException.fault(file, e));
    } catch (GeneralSecurityException e) {
      return refused("tls.file-unusable", "%s is no PKCS #12 file.".formatted(file));
    }
  }

  private static Outcome checked(PrivateKey key, List<X509Certificate> chain, Path file) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update((byte) 1);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(chain.getFirst().getPublicKey());
      checking.update((byte) 1);
      if (checking.verify(signing.sign())) {
        return new Outcome.Read(new TlsKeys(key, chain));
      }
    } catch (GeneralSecurityException e) {
      // a key of another kind than the certificate's: the same sentence
    }
    return refused(
        "tls.key-other",
        "The first certificate in %s is not that of the key; put the process's own certificate first, then its chain."
            .formatted(file));
  }

  private static Outcome refused(String code, String sentence) {
    return new Outcome.Refused(new TlsFault(code, sentence));
  }

  /** A sentence for people when others refuse this certificate by now, or will soon. */
  public Optional<TlsFault> warning(Instant now) {
    Instant end = chain.getFirst().getNotAfter().toInstant();
    if (end.isBefore(now)) {
      return Optional.of(
          new TlsFault(
              "tls.certificate-expired",
              "The certificate of this process has expired on %s; whoever connects refuses it: renew it, the new one is taken within half a minute."
                  .formatted(end)));
    }
    return end.isBefore(now.plus(SOON))
        ? Optional.of(
            new TlsFault(
                "tls.certificate-expires",
                "The certificate of this process expires on %s: renew it, the new one is taken within half a minute."
                    .formatted(end)))
        : Optional.empty();
  }

  /** All of it as a PKCS #12 file. */
  public byte[] keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, password, chain.toArray(Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java can't write PKCS #12.", e);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsKeys[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}

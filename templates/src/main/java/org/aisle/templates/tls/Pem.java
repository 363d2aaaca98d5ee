package org.aisle.templates.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
  private static final long MOST_BYTES = 1 << 20;

  private Pem() {}

  /**
   * @throws UnreadableException when there is none, or something is no certificate
   */
  static List<X509Certificate> certificates(Path file) throws IOException, UnreadableException {
    List<X509Certificate> found = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      if (blocks.group(1).equals("CERTIFICATE")) {
        try {
          found.add(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(
                          new ByteArrayInputStream(
                              Base64.getMimeDecoder().decode(blocks.group(2)))));
        } catch (CertificateException | IllegalArgumentException e) {
          throw new UnreadableException(
              "%s holds a damaged certificate; copy it there again.".formatted(file), e);
        }
      }
    }
    if (found.isEmpty()) {
      throw new UnreadableException(
          "%s holds no certificate in PEM (-----BEGIN CERTIFICATE-----).".formatted(file), null);
    }
    return found;
  }

  static PrivateKey key(Path file) throws IOException, UnreadableException {
    Matcher blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      String kind = blocks.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return key(file, blocks.group(2));
      }
      if (kind.endsWith("PRIVATE KEY")) {
        throw new UnreadableException(
            ("%s holds a key of the kind '%s'; make it a PKCS #8 key without a password: openssl pkcs8 -topk8 -nodes -in %s -out NEW.")
                .formatted(file, kind, file.getFileName()),
            null);
      }
    }
    throw new UnreadableException(
        "%s holds no private key in PEM (-----BEGIN PRIVATE KEY-----).".formatted(file), null);
  }

  private static PrivateKey key(Path file, String base64) throws UnreadableException {
    GeneralSecurityException last = null;
    try {
      PKCS8EncodedKeySpec bytes = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
      for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(bytes);
        } catch (InvalidKeySpecException e) {
          last = e;
        }
      }
    } catch (GeneralSecurityException e) {
      last = e;
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("%s holds a damaged key.".formatted(file), e);
    }
    throw new UnreadableException("%s holds no RSA, EC or Ed25519 key.".formatted(file), last);
  }

  private static String text(Path file) throws IOException, UnreadableException {
    if (Files.size(file) > MOST_BYTES) {
      throw new UnreadableException(file + " is too large for keys and certificates.", null);
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Says in a sentence why a file can't be used. */
  static final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableException(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
      super(sentence, cause);
    }

    TlsFault fault() {
      return new TlsFault("tls.file-unusable", String.valueOf(getMessage()));
    }

    static TlsFault fault(Path file, IOException e) {
      return new TlsFault(
          "tls.file-unusable",
          "%s can't be read (%s); check path and permissions."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }
}

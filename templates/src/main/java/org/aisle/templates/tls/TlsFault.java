package org.aisle.templates.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why TLS does not work.
 *
 * @param code stable, {@code tls.…}
 * @param sentence what is the matter and what to do
 */
public record TlsFault(String code, String sentence) {

  private static final int DEEPEST = 12;

  /** What a failed connection tells of TLS; empty when it failed for another reason. */
  public static Optional<TlsFault> of(Throwable problem) {
    boolean tls = false;
    String last = "";
    Throwable cause = problem;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
      TlsFault known = known(cause);
      if (known != null) {
        return Optional.of(known);
      }
      if (cause instanceof SSLException) {
        tls = true;
        last = String.valueOf(cause.getMessage());
      }
    }
    return tls
        ? Optional.of(new TlsFault("tls.failed", "The TLS handshake failed (%s).".formatted(last)))
        : Optional.empty();
  }

  private static @Nullable TlsFault known(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return switch (cause) {
      case CertificateExpiredException expired ->
          new TlsFault(
              "tls.certificate-expired",
              "Its certificate has expired (%s): renew it there, or set this machine's clock."
                  .formatted(message));
      case CertificateNotYetValidException early ->
          new TlsFault(
              "tls.certificate-not-yet-valid",
              "Its certificate is not valid yet (%s): set this machine's clock."
                  .formatted(message));
      case CertificateException wrong when message.startsWith("No ") ->
          new TlsFault(
              "tls.host-name-wrong",
              "Its certificate is for another host name (%s): use the name that it is for, or give it a certificate for this one."
                  .formatted(message));
      case CertPathBuilderException unknown -> unknownAuthority();
      case CertPathValidatorException invalid
          when invalid.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE
              || message.contains("trust anchor") ->
          unknownAuthority();
      case SSLException plain when message.startsWith("Unsupported or unrecognized SSL message") ->
          new TlsFault(
              "tls.not-spoken", "It does not speak TLS at this port: check address and port.");
      default -> null;
    };
  }

  private static TlsFault unknownAuthority() {
    return new TlsFault(
        "tls.ca-unknown",
        "Its certificate comes from an authority that is not trusted here: give that authority's certificate with --ca FILE.");
  }

  /** Code and sentence in one line. */
  @Override
  public String toString() {
    return code + ": " + sentence;
  }
}

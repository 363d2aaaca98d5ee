package org.aisle.templates.tls;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings say that keys are: a certificate and a key in PEM, or a PKCS #12 file and that
 * with its password; nothing at all turns TLS off.
 */
public record TlsFiles(
    @Nullable String certificate,
    @Nullable String key,
    @Nullable String keyStore,
    @Nullable String keyStorePasswordFile) {

  /** Empty when nothing is said. */
  public Optional<TlsKeys.Outcome> read() {
    String pem = said(certificate);
    String pemKey = said(key);
    String store = said(keyStore);
    String password = said(keyStorePasswordFile);
    if (pem == null && pemKey == null && store == null && password == null) {
      return Optional.empty();
    }
    if (pem != null && pemKey != null && store == null && password == null) {
      return Optional.of(TlsKeys.pem(Path.of(pem), Path.of(pemKey)));
    }
    if (store != null && password != null && pem == null && pemKey == null) {
      return Optional.of(TlsKeys.keyStore(Path.of(store), Path.of(password)));
    }
    return Optional.of(
        new TlsKeys.Outcome.Refused(
            new TlsFault(
                "tls.settings-incomplete",
                "TLS needs a certificate and a key in PEM, or a key store and the file with its password; give the one or the other.")));
  }

  private static @Nullable String said(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}

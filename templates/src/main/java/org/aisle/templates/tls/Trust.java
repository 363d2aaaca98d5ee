package org.aisle.templates.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed when this process connects. */
public final class Trust {

  private final SSLContext context;

  /** What became of reading. */
  public sealed interface Outcome {
    record Read(Trust trust) implements Outcome {}

    record Refused(TlsFault fault) implements Outcome {}
  }

  private Trust(SSLContext context) {
    this.context = context;
  }

  /** The authorities that Java brings. */
  public static Trust system() {
    try {
      return new Trust(SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no TLS.", e);
    }
  }

  /** The authorities in a PEM file and no others; without a file, those that Java brings. */
  public static Outcome of(@Nullable Path file) {
    if (file == null) {
      return new Outcome.Read(system());
    }
    try {
      List<X509Certificate> authorities = Pem.certificates(file);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return new Outcome.Read(new Trust(context));
    } catch (IOException e) {
      return new Outcome.Refused(Pem.UnreadableException.fault(file, e));
    } catch (Pem.UnreadableException e) {
      return new Outcome.Refused(e.fault());
    } catch (GeneralSecurityException e) {
      return new Outcome.Refused(
          new TlsFault(
              "tls.file-unusable",
              "The certificates in %s can't be used (%s).".formatted(file, e.getMessage())));
    }
  }

  public SSLContext context() {
    return context;
  }

  /** Sockets with Nagle's algorithm off. */
  public SSLSocketFactory sockets() {
    return new UndelayedTls(context.getSocketFactory());
  }
}

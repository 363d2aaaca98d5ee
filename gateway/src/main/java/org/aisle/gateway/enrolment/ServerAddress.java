package org.aisle.gateway.enrolment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where a server answers over HTTP: {@code http(s)://host[:port][/path]} and nothing else. */
public record ServerAddress(URI base) {

  private static final int LONGEST = 300;

  /** Empty when it is none. */
  public static Optional<ServerAddress> parse(String text) {
    String clean = text.strip();
    while (clean.endsWith("/")) {
      clean = clean.substring(0, clean.length() - 1);
    }
    if (clean.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(clean);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean fit =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      return fit ? Optional.of(new ServerAddress(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether what is sent there can be read on the way. */
  public boolean isOpenToReaders() {
    String host = base.getHost();
    return "http".equalsIgnoreCase(base.getScheme())
        && !host.equals("localhost")
        && !host.startsWith("127.")
        && !host.equals("[::1]");
  }

  URI at(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }
}

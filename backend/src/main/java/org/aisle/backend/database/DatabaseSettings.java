package org.aisle.backend.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database is used: a server of one's own when {@code url} is set, else the embedded one.
 *
 * @param url a JDBC URL, or null for the embedded PostgreSQL
 * @param username for {@code url}; null when the URL names the user
 * @param password for {@code url}; null when the URL holds it or none is needed
 * @param data the folder of the embedded PostgreSQL
 * @param port the embedded PostgreSQL's port on loopback; 0 keeps the one of the last start, or
 *     takes any free one
 * @param poolSize how many connections are held at most, 2 to 100
 */
@ConfigurationProperties("aisle.database")
public record DatabaseSettings(
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("data") Path data,
    @DefaultValue("0") int port,
    @DefaultValue("10") int poolSize) {

  public DatabaseSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("aisle.database.port is a number from 0 to 65535.");
    }
    if (poolSize < 2 || poolSize > 100) {
      throw new IllegalArgumentException("aisle.database.pool-size is a number from 2 to 100.");
    }
    url = url == null || url.isBlank() ? null : url;
  }

  /** Without what may hold a password: the query, and a user before the host. */
  static String address(String url) {
    return url.replaceAll("\\?.*", "").replaceAll("//[^/]*@", "//");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DatabaseSettings[url=%s, username=%s, data=%s, port=%d, poolSize=%d]"
        .formatted(url == null ? "embedded" : address(url), username, data, port, poolSize);
  }
}

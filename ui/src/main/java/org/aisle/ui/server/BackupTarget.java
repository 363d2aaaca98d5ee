package org.aisle.ui.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import org.aisle.backend.database.EmbeddedDatabase;
import org.aisle.templates.settings.SettingsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a backup is taken of, or restored into. */
final class BackupTarget {

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      description = "The server's settings file, for data folder and database.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's data folder (default: ./data).")
  private @Nullable Path data;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "The server's PostgreSQL or TimescaleDB, when it is not the embedded one. The password"
              + " comes from the variable AISLE_DATABASE_PASSWORD.")
  private @Nullable String url;

  /** A pool, and what else must be closed. */
  record Opened(HikariDataSource pool, @Nullable EmbeddedDatabase started)
      implements AutoCloseable {
    @Override
    public void close() {
      pool.close();
      if (started != null) {
        started.close();
      }
    }
  }

  /**
   * Connects, to an embedded PostgreSQL that runs too; one that does not is started.
   *
   * @param shared whether a server may be using it
   * @throws IllegalArgumentException with a sentence that says what to do
   * @throws org.aisle.backend.database.DatabaseUnavailable likewise
   */
  Opened open(boolean shared) {
    ServerSettings settings = settings();
    String named = settings.text(url, "aisle.database.url");
    if (named != null && !named.isBlank()) {
      return new Opened(
          pool(
              named,
              settings.text(null, "aisle.database.username"),
              settings.text(null, "aisle.database.password")),
          null);
    }
    Path folder = settings.data(data).toAbsolutePath().normalize();
    if (shared) {
      EmbeddedDatabase.Address running = EmbeddedDatabase.running(folder).orElse(null);
      if (running != null) {
        return new Opened(pool(running.jdbcUrl(), running.username(), running.password()), null);
      }
      if (!java.nio.file.Files.isDirectory(folder.resolve("postgres"))) {
        throw new IllegalArgumentException(
            "There is no embedded database in %s; correct --data, or give --database-url."
                .formatted(folder));
      }
    }
    EmbeddedDatabase own = EmbeddedDatabase.start(folder, 0);
    return new Opened(pool(own.jdbcUrl(), own.username(), own.password()), own);
  }

  private ServerSettings settings() {
    if (config == null) {
      return new ServerSettings(System::getenv, Map.of());
    }
    return switch (SettingsFile.read(config, ServerSettings.NAMES)) {
      case SettingsFile.Outcome.Faults faults ->
          throw new IllegalArgumentException(String.join("\n", faults.sentences()));
      case SettingsFile.Outcome.Read read -> new ServerSettings(System::getenv, read.settings());
    };
  }

  private static HikariDataSource pool(
      String url, @Nullable String username, @Nullable String password) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(username);
    pool.setPassword(password);
    pool.setMaximumPoolSize(3);
    pool.addDataSourceProperty("ApplicationName", "aisle-backup");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(pool);
  }
}

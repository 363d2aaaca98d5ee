package org.aisle.backend.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One embedded PostgreSQL per test process; each caller gets an empty, migrated database. */
public final class TestDatabase {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private TestDatabase() {}

  private static final class Holder {
    private static final EmbeddedDatabase SERVER = start();

    private static EmbeddedDatabase start() {
      try {
        Path folder =
            Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "test-databases")), "server-");
        try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0)) {
          forManyPools(first);
        }
        EmbeddedDatabase server = EmbeddedDatabase.start(folder, 0);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Every test class has a pool of its own, and contexts stay open from one to the next. */
    private static void forManyPools(EmbeddedDatabase server) {
      try (Connection connection =
              DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER SYSTEM SET max_connections = 400");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A pool on a fresh database with all migrations; the caller closes it. */
  public static HikariDataSource migrated() {
    HikariDataSource pool = empty();
    migrate(pool);
    return pool;
  }

  /** A pool on a fresh database without any table; the caller closes it. */
  public static HikariDataSource empty() {
    EmbeddedDatabase server = Holder.SERVER;
    String name = "test_" + NEXT.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return pool(
        server.jdbcUrl().replaceAll("/aisle$", "/" + name), server.username(), server.password());
  }

  /** A pool of up to ten connections. */
  public static HikariDataSource pool(String url, String username, String password) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (!username.isEmpty()) {
      config.setUsername(username);
      config.setPassword(password);
    }
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(1);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return new HikariDataSource(config);
  }

  public static void migrate(HikariDataSource pool) {
    Flyway.configure()
        .dataSource(pool)
        .schemas("aisle")
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }
}

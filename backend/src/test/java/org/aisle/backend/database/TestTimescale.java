package org.aisle.backend.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real TimescaleDB: the one whose JDBC URL (with user and password, of a database for nothing
 * else) {@code AISLE_TIMESCALE_URL} names, else a container, else the tests are skipped. On a build
 * server (CI=true) being without one is a failure, unless AISLE_TIMESCALE_URL is {@code none}.
 */
public final class TestTimescale {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private TestTimescale() {}

  private static final class Container {
    private static final PostgreSQLContainer SERVER =
        new PostgreSQLContainer(
            DockerImageName.parse("timescale/timescaledb:latest-pg17")
                .asCompatibleSubstituteFor("postgres"));

    static {
      SERVER.start();
    }
  }

  /** A pool on an emptied and migrated database; the caller closes it. */
  public static HikariDataSource migrated() {
    String named = System.getenv().getOrDefault("AISLE_TIMESCALE_URL", "");
    Assumptions.assumeFalse(named.equals("none"), "AISLE_TIMESCALE_URL=none");
    String url = named;
    String user = "";
    String password = "";
    if (named.isBlank()) {
      boolean docker = DockerClientFactory.instance().isDockerAvailable();
      if (!docker && "true".equals(System.getenv("CI"))) {
        Assertions.fail(
            "Set AISLE_TIMESCALE_URL (see deploy/timescaledb-from-debian), or run where Docker is.");
      }
      Assumptions.assumeTrue(docker, "neither AISLE_TIMESCALE_URL nor Docker");
      url = Container.SERVER.getJdbcUrl();
      user = Container.SERVER.getUsername();
      password = Container.SERVER.getPassword();
    }
    String own = "aisle_test_" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
    try (Connection connection = connect(url, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + own + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + own);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    HikariDataSource pool =
        TestDatabase.pool(
            url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + own), user, password);
    TestDatabase.migrate(pool);
    return pool;
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    return user.isEmpty()
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(url, user, password);
  }
}

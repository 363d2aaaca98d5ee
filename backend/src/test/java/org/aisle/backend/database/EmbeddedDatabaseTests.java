package org.aisle.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTests {

  @TempDir Path data;

  @Test
  void commits_are_on_the_disk_before_they_return_and_listeners_are_on_loopback() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void a_wrong_password_is_refused_and_the_right_one_is_readable_by_its_owner_only()
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.jdbcUrl(), database.username(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(database.passwordFile())))
          .isEqualTo("rw-------");
      assertThat(database.jdbcUrl()).doesNotContain(database.password());
    }
  }

  @Test
  void data_and_port_survive_a_restart() throws Exception {
    int port;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      port = database.port();
      ask(database, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(database.port()).isEqualTo(port);
    }
  }

  @Test
  void a_server_left_behind_by_a_killed_process_is_taken_over_with_its_data() throws Exception {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledServer.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("victim.out").toFile())
            .start();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (!Files.exists(data.resolve("ready")) && System.nanoTime() < deadline) {
        victim.waitFor(50, TimeUnit.MILLISECONDS);
      }
      assertThat(data.resolve("ready")).exists();
    } finally {
      victim.destroyForcibly().waitFor();
    }
    long orphan =
        Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(ask(database, "SELECT answer FROM kept")).isEqualTo("42");
      assertThat(Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst())
          .isNotEqualTo(Long.toString(orphan));
    }
  }

  @Test
  void a_pid_file_that_names_somebody_else_is_ignored() throws Exception {
    EmbeddedDatabase.start(data, 0).close();
    Path pid = data.resolve("postgres/postmaster.pid");
    Files.writeString(pid, ProcessHandle.current().pid() + "\n" + data + "\n0\n1\n\n\n\n");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void two_servers_on_one_folder_are_refused_with_a_sentence() {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(database.port()).isPositive();
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("Another Aisle");
    }
  }

  @Test
  void a_taken_port_is_refused_with_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(data, taken.getLocalPort()))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessage(
              "Port " + taken.getLocalPort() + " is taken; choose another one for PostgreSQL.");
    }
  }

  @Test
  void data_of_another_major_version_is_refused_and_not_touched() throws Exception {
    Files.createDirectories(data.resolve("postgres"));
    Files.writeString(data.resolve("postgres/PG_VERSION"), "13\n");
    Files.writeString(data.resolve("postgres-password"), "x");
    assertThatThrownBy(() -> EmbeddedDatabase.start(data, 0))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("PostgreSQL 13");
    assertThat(data.resolve("postgres/PG_VERSION")).hasContent("13");
  }

  @Test
  void a_folder_that_cannot_be_made_is_refused_with_a_sentence() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "not a folder");
    assertThatThrownBy(() -> EmbeddedDatabase.start(file.resolve("data"), 0))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("not writable");
  }

  /** Started as a process of its own and killed while its database runs. */
  static final class KilledServer {

    private KilledServer() {}

    public static void main(String[] args) throws Exception {
      Path data = Path.of(args[0]);
      EmbeddedDatabase database = EmbeddedDatabase.start(data, 0);
      ask(database, "CREATE TABLE kept AS SELECT 42 AS answer");
      Files.writeString(data.resolve("ready"), "");
      Thread.currentThread().join();
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet result = statement.getResultSet()) {
        result.next();
        return result.getString(1);
      }
    }
  }
}

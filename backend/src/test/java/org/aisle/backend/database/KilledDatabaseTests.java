package org.aisle.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL under kill -9, while rows are written. */
class KilledDatabaseTests {

  @TempDir Path data;

  @Test
  void what_was_acknowledged_survives_kills_of_the_server_and_of_single_backends()
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0);
        Writer writer = new Writer(database)) {
      int kills = 0;
      for (int round = 0; round < 3; round++) {
        writer.awaitMore();
        kill(server());
        kills++;
        int expected = kills;
        await(() -> database.vitality().equals(new Vitality.Running(expected)));
        writer.awaitMore();
        kill(backend(database));
      }
      writer.awaitMore();
      writer.close();
      assertThat(writer.lost(database)).isEmpty();
      assertThat(database.vitality()).isEqualTo(new Vitality.Running(3));
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void while_it_is_dead_and_its_port_is_taken_it_says_so_and_starts_when_the_port_is_free()
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      kill(server());
      try (ServerSocket thief = take(database.port())) {
        assertThat(thief.isBound()).isTrue();
        await(() -> database.vitality() instanceof Vitality.Away away && away.attempts() > 0);
        assertThat(((Vitality.Away) database.vitality()).reason())
            .isEqualTo(
                "PostgreSQL did not start: another program has taken its port; stop that program.");
      }
      await(() -> database.vitality().equals(new Vitality.Running(1)));
      assertThat(numbers(database, "SELECT 1")).containsExactly(1);
    }
  }

  @Test
  void a_note_that_names_another_postgresql_leaves_that_one_alone(@TempDir Path elsewhere)
      throws Exception {
    EmbeddedDatabase.start(data, 0).close();
    try (EmbeddedDatabase other = EmbeddedDatabase.start(elsewhere, 0)) {
      String note = Files.readString(elsewhere.resolve("postgres/postmaster.pid"));
      Files.writeString(data.resolve("postgres/postmaster.pid"), note);
      try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
        assertThat(numbers(database, "SELECT 1")).containsExactly(1);
      }
      assertThat(numbers(other, "SELECT 1")).containsExactly(1);
      assertThat(other.vitality()).isEqualTo(new Vitality.Running(0));
    }
  }

  @Test
  void a_note_that_is_no_number_and_a_port_that_is_taken_do_not_keep_it_from_starting()
      throws Exception {
    int port;
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      port = database.port();
    }
    Files.writeString(data.resolve("postgres/postmaster.pid"), "rubbish\n");
    try (ServerSocket thief = take(port);
        EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      assertThat(thief.isBound()).isTrue();
      assertThat(database.port()).isNotEqualTo(port);
      assertThat(numbers(database, "SELECT 1")).containsExactly(1);
    }
  }

  /** As soon as whoever had it is gone. */
  private static ServerSocket take(int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return socket;
      } catch (BindException e) {
        socket.close();
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    }
  }

  private long server() throws Exception {
    return Long.parseLong(
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip());
  }

  private static long backend(EmbeddedDatabase database) throws SQLException {
    return numbers(
            database, "SELECT pid FROM pg_stat_activity WHERE application_name = 'writer' LIMIT 1")
        .getFirst();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static List<Integer> numbers(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Integer> numbers = new ArrayList<>();
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
      return numbers;
    }
  }

  /** Writes numbers one by one, and knows which of them were acknowledged. */
  private static final class Writer implements AutoCloseable {

    private final HikariDataSource pool;
    private final Set<Integer> acknowledged = new HashSet<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Writer(EmbeddedDatabase database) throws SQLException {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(database.jdbcUrl());
      config.setUsername(database.username());
      config.setPassword(database.password());
      config.setMaximumPoolSize(2);
      config.setConnectionTimeout(2_000);
      config.addDataSourceProperty("ApplicationName", "writer");
      this.pool = new HikariDataSource(config);
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE numbers (number int PRIMARY KEY)");
      }
      this.thread = Thread.ofPlatform().name("numbers").start(this::run);
    }

    private void run() {
      for (int number = 0; !over.get(); number++) {
        try (Connection connection = pool.getConnection();
            PreparedStatement insert =
                connection.prepareStatement("INSERT INTO numbers VALUES (?)")) {
          insert.setInt(1, number);
          insert.executeUpdate();
          acknowledged.add(number);
          count.incrementAndGet();
        } catch (SQLException e) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
      }
    }

    void awaitMore() {
      int before = count.get();
      await(() -> count.get() > before + 20);
    }

    Set<Integer> lost(EmbeddedDatabase database) throws SQLException {
      Set<Integer> lost = new HashSet<>(acknowledged);
      lost.removeAll(new HashSet<>(numbers(database, "SELECT number FROM numbers")));
      return lost;
    }

    @Override
    public void close() throws InterruptedException {
      over.set(true);
      thread.join();
      pool.close();
    }
  }
}

package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.aisle.backend.database.EmbeddedDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two commands as they are typed, with the embedded PostgreSQL. */
class BackupCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = String.valueOf(arguments[i]);
    }
    return Aisle.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(texts);
  }

  private static Connection connect(EmbeddedDatabase database) throws Exception {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  @Test
  void what_was_backed_up_while_the_server_ran_is_there_after_a_restore() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file = folder.resolve("aisle.backup");
    try (EmbeddedDatabase database = EmbeddedDatabase.start(data, 0)) {
      Flyway.configure()
          .dataSource(database.jdbcUrl(), database.username(), database.password())
          .defaultSchema("aisle")
          .schemas("aisle")
          .locations("classpath:db/migration")
          .load()
          .migrate();
      try (Connection connection = connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "insert into aisle.app (id, name, zone, created_at)"
                + " values ('northwind', 'Northwind', 'UTC', now())");
      }
      assertThat(run("backup", "--data", data, file)).as("%s%s", err, out).isZero();
    }
    assertThat(out.toString()).contains("aisle.app", "Done: ");
    Path other = folder.resolve("other");
    assertThat(run("restore", "--data", other, file)).as("%s%s", err, out).isZero();
    try (EmbeddedDatabase database = EmbeddedDatabase.start(other, 0);
        Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet apps = statement.executeQuery("select name from aisle.app")) {
      assertThat(apps.next()).isTrue();
      assertThat(apps.getString(1)).isEqualTo("Northwind");
    }
    assertThat(run("restore", "--data", other, file)).isEqualTo(1);
    assertThat(err.toString()).contains("aisle: The database holds apps or people already");
  }

  @Test
  void a_folder_without_a_database_is_told_and_not_made_into_one() {
    assertThat(run("backup", "--data", folder.resolve("none"), folder.resolve("x"))).isEqualTo(1);
    assertThat(err.toString()).contains("There is no embedded database in ");
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(folder.resolve("x")).doesNotExist();
  }
}

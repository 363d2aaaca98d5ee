package org.aisle.backend.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of the release before rules and alerts is opened and keeps what it holds. */
class UpgradeTest {

  @Test
  void a_database_without_rules_and_alerts_gets_their_tables_and_keeps_its_places() {
    try (HikariDataSource database = TestDatabase.empty()) {
      Flyway.configure()
          .dataSource(database)
          .schemas("aisle")
          .locations("classpath:db/migration")
          .target("0101")
          .load()
          .migrate();
      JdbcTemplate jdbc = new JdbcTemplate(database);
      jdbc.update(
          "insert into aisle.app (id, name, zone, created_at) values ('old', 'Old', 'UTC', now())");
      jdbc.update(
          """
          insert into aisle.place (app, id, name, kind, lat, lon, radius_metres)
          values ('old', 'north', 'North', 'store', 1, 2, 3)
          """);

      TestDatabase.migrate(database);

      List<Map<String, Object>> places = jdbc.queryForList("select * from aisle.place");
      assertThat(places).hasSize(1);
      assertThat(places.getFirst()).containsEntry("id", "north").containsEntry("outline", null);
      for (String table : List.of("rule", "rule_revision", "alert", "alert_event")) {
        assertThat(jdbc.queryForObject("select count(*) from aisle." + table, Long.class)).isZero();
      }
    }
  }
}

package org.aisle.backend.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class DatabaseConfigurationTest {

  @ParameterizedTest
  @ValueSource(strings = {"bogus", "jdbc:mysql://db/aisle?password=hunter2", "hunter2@db"})
  void a_url_of_something_else_is_one_sentence(String url) {
    assertThatThrownBy(() -> connect(url, null))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageStartingWith("The database URL is not one of PostgreSQL; write it like jdbc:")
        .hasMessageNotContainingAny("hunter2", "DatabaseSettings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:1/aisle?user=u&password=hunter2",
        "jdbc:postgresql://127.0.0.1:99999/aisle?user=u&password=hunter2",
        "jdbc:postgresql://u:hunter2@127.0.0.1:1/aisle"
      })
  void a_database_that_does_not_answer_is_one_sentence_without_its_password(String url) {
    assertThatThrownBy(() -> connect(url, null))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageStartingWith("The database at jdbc:postgresql://127.0.0.1:")
        .hasMessageEndingWith("; check the URL, the user and the password.")
        .hasMessageNotContainingAny("hunter2", "DatabaseSettings", "?");
  }

  @Test
  void a_password_of_its_own_is_not_shown_either() {
    assertThatThrownBy(() -> connect("jdbc:postgresql://127.0.0.1:1/aisle", "hunter2"))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageNotContaining("hunter2");
  }

  private static void connect(String url, @Nullable String password) {
    DatabaseSettings settings = new DatabaseSettings(url, "u", password, Path.of("data"), 0, 2);
    new DatabaseConfiguration()
        .dataSource(
            settings, new StaticListableBeanFactory().getBeanProvider(EmbeddedDatabase.class))
        .close();
  }
}

package org.aisle.backend.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.aisle.backend.access.Access;
import org.aisle.backend.access.Access.Principal;
import org.aisle.backend.access.Access.Role;
import org.aisle.backend.registry.RegistryServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {

  private final Access access = RegistryServer.get(Access.class);

  @TempDir private Path dir;

  @Test
  void the_file_appears_with_the_folder_and_stays_the_same_across_restarts() throws IOException {
    Path data = dir.resolve("new/data");
    start(data);
    String token = token(data);
    assertThat(access.bearer(token)).contains(new Principal(AdminToken.NAME, Role.ADMINISTRATOR));
    start(data);
    assertThat(token(data)).isEqualTo(token);
  }

  @Test
  void a_missing_file_is_made_anew_and_the_old_token_is_void() throws IOException {
    start(dir);
    String old = token(dir);
    Files.delete(dir.resolve("admin-token"));
    start(dir);
    assertThat(token(dir)).isNotEqualTo(old);
    assertThat(access.bearer(old)).isEmpty();
    assertThat(access.bearer(token(dir))).isPresent();
  }

  @Test
  void a_file_that_holds_no_valid_token_or_is_readable_by_others_is_put_right() throws IOException {
    Path file = dir.resolve("admin-token");
    Files.writeString(file, "nonsense");
    start(dir);
    assertThat(access.bearer(token(dir))).isPresent();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    start(dir);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void without_a_data_folder_nothing_is_written() {
    AdminToken none = new AdminToken(access, new BackendSettings(null));
    none.start();
    assertThat(none.isRunning()).isTrue();
    assertThat(dir).isEmptyDirectory();
  }

  private void start(Path data) {
    new AdminToken(access, new BackendSettings(data)).start();
  }

  private static String token(Path data) throws IOException {
    return Files.readString(data.resolve("admin-token")).strip();
  }
}

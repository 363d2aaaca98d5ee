package org.aisle.backend.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.aisle.backend.access.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps an administrator's bearer token in {@code DIR/admin-token}, readable by the owner only. It
 * stays the same across restarts; when the file is missing or its token is void, a new one is made
 * and the old one revoked.
 */
@Component
class AdminToken implements SmartLifecycle {

  /** The name of the token among the bearer tokens. */
  static final String NAME = "admin-token file";

  private static final String FILE = "admin-token";

  private final Access access;
  private final @Nullable Path dir;
  private volatile boolean running;

  AdminToken(Access access, BackendSettings settings) {
    this.access = access;
    this.dir = settings.dataDir();
  }

  @Override
  public void start() {
    if (dir != null) {
      try {
        write(dir);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "The administrator's token can't be written to %s: make the folder writable."
                .formatted(dir),
            e);
      }
    }
    running = true;
  }

  private void write(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file) && access.bearer(Files.readString(file).strip()).isPresent()) {
      restrict(file);
      return;
    }
    Files.createDirectories(folder);
    access.revokeBearerTokens(NAME);
    String token = access.createBearerToken(NAME, Access.Role.ADMINISTRATOR);
    Path fresh = folder.resolve(FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, ownerOnly(folder));
    Files.writeString(fresh, token + "\n", StandardOpenOption.WRITE);
    replace(fresh, file);
  }

  private static void replace(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void restrict(Path file) throws IOException {
    if (posix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return posix(folder)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return Set.copyOf(path.getFileSystem().supportedFileAttributeViews()).contains("posix");
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server takes requests. */
  @Override
  public int getPhase() {
    return 0;
  }
}

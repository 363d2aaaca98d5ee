package org.aisle.ui.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.aisle.backend.backup.Backup;
import org.aisle.backend.database.DatabaseUnavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes everything that the server's database holds to FILE, as of one moment, while the"
          + " server goes on. FILE can be restored into the embedded PostgreSQL, a PostgreSQL or a"
          + " TimescaleDB, of this version of Aisle or a later one."
    },
    footer = {"", "Example:", "  ./aisle backup --data /var/lib/aisle /backup/aisle-$(date +%%F)"})
final class BackupCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final BackupTarget target = new BackupTarget();

  @Parameters(paramLabel = "FILE", description = "Is replaced when it exists.")
  private Path file = Path.of("aisle.backup");

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (BackupTarget.Opened opened = target.open(true);
        Connection connection = opened.pool().getConnection()) {
      return BackupReport.tell(
          Backup.write(
              connection,
              file.toAbsolutePath(),
              InstantSource.system().instant(),
              BackupReport.progress(out)),
          out,
          err);
    } catch (IllegalArgumentException | DatabaseUnavailable e) {
      return BackupReport.refuse(String.valueOf(e.getMessage()), err);
    } catch (IOException e) {
      return BackupReport.refuse(
          "The backup can't be written to %s (%s); choose another place, or make room."
              .formatted(file, e.getMessage()),
          err);
    }
  }
}

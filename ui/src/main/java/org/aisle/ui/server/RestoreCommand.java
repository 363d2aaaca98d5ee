package org.aisle.ui.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aisle.backend.backup.BackupOutcome;
import org.aisle.backend.backup.Restore;
import org.aisle.backend.database.DatabaseUnavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings a backup back into a database that holds no apps and no people yet. The server must"
          + " not run. What arrives is compared with what was taken; when it differs, nothing is"
          + " kept."
    },
    footer = {"", "Example:", "  ./aisle restore --data /var/lib/aisle /backup/aisle-2026-11-21"})
final class RestoreCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final BackupTarget target = new BackupTarget();

  @Parameters(paramLabel = "FILE", description = "As ./aisle backup wrote it.")
  private Path file = Path.of("aisle.backup");

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Optional<BackupOutcome.Refused> refusal = Restore.refusal(file);
      if (refusal.isPresent()) {
        return BackupReport.tell(refusal.get(), out, err);
      }
      try (BackupTarget.Opened opened = target.open(false)) {
        return BackupReport.tell(
            Restore.read(opened.pool(), file, BackupReport.progress(out)), out, err);
      }
    } catch (IllegalArgumentException | DatabaseUnavailable e) {
      return BackupReport.refuse(String.valueOf(e.getMessage()), err);
    } catch (IOException e) {
      return BackupReport.refuse(
          "The backup %s can't be read (%s).".formatted(file, e.getMessage()), err);
    }
  }
}

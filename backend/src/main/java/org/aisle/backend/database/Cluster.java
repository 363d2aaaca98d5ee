package org.aisle.backend.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.backend.database.PostgresPrograms.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a PostgreSQL in {@code <data>/postgres}, and the server on them. Whoever uses it
 * holds the lock on the data folder, so that a server on these files belongs to nobody else.
 */
final class Cluster {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final long LOG_BYTES = 5L << 20;
  private static final String MAJOR = "17";

  /** Recovery after a crash reads what was written since the last checkpoint. */
  private static final int PATIENCE_SECONDS = 300;

  private final Path data;
  private final Path folder;
  private final PostgresPrograms programs;

  Cluster(Path data, PostgresPrograms programs) {
    this.data = data;
    this.folder = data.resolve("postgres");
    this.programs = programs;
  }

  Path folder() {
    return folder;
  }

  boolean exists() {
    return Files.exists(folder);
  }

  /** Refuses data of another major version. */
  void checkVersion() throws IOException {
    Path file = folder.resolve("PG_VERSION");
    String version = Files.exists(file) ? Files.readString(file).strip() : "none";
    if (!version.equals(MAJOR)) {
      throw new DatabaseUnavailable(
          "The folder %s holds data of PostgreSQL %s and this Aisle brings PostgreSQL %s; choose another folder with --data, or run that version yourself and give --database-url."
              .formatted(folder, version, MAJOR));
    }
  }

  /** Makes an empty one; a folder is either absent or complete. */
  void initialise(String user) throws IOException {
    Path partial = data.resolve("postgres.partial");
    Folders.delete(partial);
    Result result =
        programs.run(
            data,
            120,
            "initdb",
            "-D",
            partial.toString(),
            "-U",
            user,
            "--auth=scram-sha-256",
            "--pwfile=" + data.resolve("postgres-password"),
            "--encoding=UTF8",
            "--no-locale",
            "--data-checksums");
    if (!result.ok()) {
      throw new DatabaseUnavailable(whyNot(result.output(), data));
    }
    Files.writeString(
        partial.resolve("postgresql.conf"),
        "\ninclude_if_exists = 'aisle.conf'\n",
        StandardOpenOption.APPEND);
    Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The server's first process, when it lives. */
  Optional<ProcessHandle> server() {
    return named().filter(process -> PostgresProcess.livesIn(process, folder));
  }

  private Optional<ProcessHandle> named() {
    return note()
        .filter(pid -> pid.matches("[0-9]{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
  }

  /** What the server wrote down as its process id. */
  private Optional<String> note() {
    Path file = folder.resolve("postmaster.pid");
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.findFirst().map(String::strip);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes room for a start: stops a server that a process before us left, waits for what a killed
   * one left, and removes a note of it that names somebody else.
   */
  void clear() throws IOException {
    Optional<ProcessHandle> left = server();
    if (left.isPresent()) {
      LOG.info(
          "Stopping the PostgreSQL that a process before us left running (pid {})",
          left.get().pid());
      stop();
    }
    PostgresProcess.endAll(folder);
    boolean unreadable = note().filter(pid -> !pid.matches("[0-9]{1,18}")).isPresent();
    if (unreadable || named().isPresent() && server().isEmpty()) {
      Files.deleteIfExists(folder.resolve("postmaster.pid"));
    }
  }

  /**
   * Starts the server, and returns when it answers.
   *
   * @throws DatabaseUnavailable with a sentence that says why not
   */
  void start(int port) throws IOException {
    Files.writeString(
        folder.resolve("aisle.conf"),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        password_encryption = 'scram-sha-256'
        max_connections = 60
        shared_buffers = '96MB'
        max_wal_size = '512MB'
        checkpoint_completion_target = 0.9
        restart_after_crash = on
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        """
            .formatted(port));
    Path log = data.resolve("postgres.log");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
      Files.move(log, data.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    long logged = Files.exists(log) ? Files.size(log) : 0;
    Result result =
        programs.run(
            data,
            PATIENCE_SECONDS + 30,
            "pg_ctl",
            "-D",
            folder.toString(),
            "-l",
            log.toString(),
            "-t",
            Integer.toString(PATIENCE_SECONDS),
            "-w",
            "start");
    if (!result.ok()) {
      throw new DatabaseUnavailable(whyNot(result.output() + "\n" + since(log, logged), log));
    }
  }

  /** Stops the server after it has ended its transactions; does nothing when it does not run. */
  void stop() {
    for (String mode : List.of("fast", "immediate")) {
      if (server().isEmpty()) {
        return;
      }
      Result result =
          programs.run(
              data, 70, "pg_ctl", "-D", folder.toString(), "-m", mode, "-t", "60", "-w", "stop");
      if (result.ok() || result.output().contains("PID file")) {
        return;
      }
      LOG.warn("PostgreSQL did not stop ({}): {}", mode, result.output());
    }
  }

  private static String since(Path log, long offset) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    String all = Files.readString(log);
    return all.substring((int) Math.min(offset, all.length()));
  }

  private static String whyNot(String output, Path where) {
    if (output.contains("No space left on device")) {
      return "The disk of " + where + " is full; free some space and start again.";
    }
    if (output.contains("Address already in use")) {
      return "PostgreSQL did not start: another program has taken its port; stop that program.";
    }
    if (output.contains("unshare")) {
      return "PostgreSQL does not run as root and this system has no user namespaces; start Aisle as"
          + " an ordinary user, or give --database-url.";
    }
    String line =
        output
            .lines()
            .filter(l -> l.contains("FATAL") || l.contains("PANIC") || l.contains("error:"))
            .findFirst()
            .orElse(output.lines().reduce("", (first, second) -> second));
    return "PostgreSQL did not start: " + line.strip() + " (see " + where + ").";
  }
}

package org.aisle.backend.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.database.PostgresPrograms.Result;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: its data in {@code <data>/postgres}, kept across restarts, every commit
 * on the disk before it returns. It listens on loopback only, and asks for a random password that
 * is made on the first start and kept in {@code <data>/postgres-password} (mode 0600).
 *
 * <p>A server that a killed process left running on the same folder is stopped cleanly first; two
 * living processes on one folder are refused. Start and close belong to one thread each.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "aisle";
  private static final String DATABASE = "aisle";
  private static final long NEEDED_BYTES = 150L << 20;
  private static final long LOG_BYTES = 5L << 20;
  private static final String MAJOR = "17";

  private final Path data;
  private final Path cluster;
  private final PostgresPrograms programs;
  private final FileChannel lock;
  private final int port;
  private final String password;
  private boolean closed;

  private EmbeddedDatabase(
      Path data, PostgresPrograms programs, FileChannel lock, int port, String password) {
    this.data = data;
    this.cluster = data.resolve("postgres");
    this.programs = programs;
    this.lock = lock;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts it, which takes a few seconds the first time and well under one later.
   *
   * @param data its folder, created if absent
   * @param port 0 for the port of the last start if it is free, else any free one
   * @throws DatabaseUnavailable with a sentence that says what to do
   */
  public static EmbeddedDatabase start(Path data, int port) {
    Path folder = data.toAbsolutePath().normalize();
    checkUsable(folder);
    FileChannel lock = lock(folder);
    try {
      Path home = PostgresBinaries.unpacked(cacheFolders(folder));
      PostgresPrograms programs = new PostgresPrograms(home);
      Path cluster = folder.resolve("postgres");
      String password = password(folder, Files.exists(cluster));
      if (Files.exists(cluster)) {
        checkVersion(cluster);
        stopOrphan(folder, cluster, programs);
      } else {
        initialise(folder, cluster, programs);
      }
      int chosen = LoopbackPort.choose(folder, port);
      EmbeddedDatabase database = new EmbeddedDatabase(folder, programs, lock, chosen, password);
      database.launch();
      return database;
    } catch (IOException e) {
      release(lock);
      throw new DatabaseUnavailable(
          "The folder " + folder + " cannot be used: " + e.getMessage() + ".", e);
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** Without the password, so that it may be logged. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  public int port() {
    return port;
  }

  public String username() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** Where a person finds the password, for tools that connect to {@link #jdbcUrl}. */
  public Path passwordFile() {
    return data.resolve("postgres-password");
  }

  /** Stops the server after it has ended its transactions; repeating it has no effect. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop(data, cluster, programs);
    release(lock);
  }

  private void launch() throws IOException {
    Files.writeString(
        cluster.resolve("aisle.conf"),
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
            90,
            "pg_ctl",
            "-D",
            cluster.toString(),
            "-l",
            log.toString(),
            "-t",
            "60",
            "-w",
            "start");
    if (!result.ok()) {
      throw new DatabaseUnavailable(whyNot(result.output() + "\n" + since(log, logged), log));
    }
    try {
      createDatabase();
    } catch (SQLException e) {
      close();
      throw new DatabaseUnavailable(
          "The embedded PostgreSQL refused us ("
              + e.getMessage()
              + "); if "
              + passwordFile()
              + " was changed, restore it.",
          e);
    }
    LoopbackPort.remember(data, port);
    LOG.info("PostgreSQL keeps its data in {} and answers at {}", cluster, jdbcUrl());
  }

  private void createDatabase() throws SQLException {
    String admin = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (Connection connection = DriverManager.getConnection(admin, USER, password);
        Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'aisle'")) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE aisle");
    }
  }

  private static void checkUsable(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "probe-", "");
      Files.delete(probe);
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The folder " + folder + " is not writable; choose another one with --data.", e);
    }
    long free = folder.toFile().getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new DatabaseUnavailable(
          "Only %d MB are free on the disk of %s; PostgreSQL needs at least %d MB to start."
              .formatted(free >> 20, folder, NEEDED_BYTES >> 20));
    }
  }

  private static FileChannel lock(Path folder) {
    @Nullable FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve("postgres.lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The folder " + folder + " cannot be locked: " + e.getMessage() + ".", e);
    } catch (OverlappingFileLockException e) {
      LOG.debug("This process holds {} already", folder);
    }
    release(channel);
    throw new DatabaseUnavailable(
        "Another Aisle is using the folder "
            + folder
            + "; stop it, or choose another one with --data.");
  }

  private static void release(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> cacheFolders(Path data) {
    List<Path> folders = new ArrayList<>();
    Optional.ofNullable(System.getenv("AISLE_CACHE")).map(Path::of).ifPresent(folders::add);
    Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(cache -> !cache.isBlank())
        .map(cache -> Path.of(cache, "aisle"))
        .ifPresent(folders::add);
    folders.add(Path.of(System.getProperty("user.home", "."), ".cache", "aisle"));
    folders.add(data.resolve("cache"));
    return folders;
  }

  private static String password(Path folder, boolean clusterExists) throws IOException {
    Path file = folder.resolve("postgres-password");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    if (clusterExists) {
      throw new DatabaseUnavailable(
          "The file " + file + " with the database's password is missing; restore it.");
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path partial = folder.resolve("postgres-password.partial");
    Files.deleteIfExists(partial);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(partial, password + "\n");
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  private static void checkVersion(Path cluster) throws IOException {
    Path file = cluster.resolve("PG_VERSION");
    String version = Files.exists(file) ? Files.readString(file).strip() : "none";
    if (!version.equals(MAJOR)) {
      throw new DatabaseUnavailable(
          "The folder %s holds data of PostgreSQL %s and this Aisle brings PostgreSQL %s; choose another folder with --data, or run that version yourself and give --database-url."
              .formatted(cluster, version, MAJOR));
    }
  }

  private static void initialise(Path folder, Path cluster, PostgresPrograms programs)
      throws IOException {
    Path partial = folder.resolve("postgres.partial");
    Folders.delete(partial);
    Result result =
        programs.run(
            folder,
            120,
            "initdb",
            "-D",
            partial.toString(),
            "-U",
            USER,
            "--auth=scram-sha-256",
            "--pwfile=" + folder.resolve("postgres-password"),
            "--encoding=UTF8",
            "--no-locale",
            "--data-checksums");
    if (!result.ok()) {
      throw new DatabaseUnavailable(whyNot(result.output(), folder));
    }
    Files.writeString(
        partial.resolve("postgresql.conf"),
        "\ninclude_if_exists = 'aisle.conf'\n",
        StandardOpenOption.APPEND);
    Files.move(partial, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  /** We hold the folder's lock, so a server that still runs on it has lost its process. */
  private static void stopOrphan(Path folder, Path cluster, PostgresPrograms programs)
      throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    boolean ours =
        process.flatMap(p -> p.info().command()).map(c -> c.contains("postgres")).orElse(true);
    if (process.isPresent() && ours) {
      LOG.info("Stopping the PostgreSQL that a process before us left running (pid {})", pid);
      stop(folder, cluster, programs);
    } else if (process.isPresent()) {
      Files.delete(file);
    }
  }

  private static void stop(Path folder, Path cluster, PostgresPrograms programs) {
    for (String mode : List.of("fast", "immediate")) {
      Result result =
          programs.run(
              folder, 70, "pg_ctl", "-D", cluster.toString(), "-m", mode, "-t", "60", "-w", "stop");
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

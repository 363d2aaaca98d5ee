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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: its data in {@code <data>/postgres}, kept across restarts, every commit
 * on the disk before it returns. It listens on loopback only, and asks for a random password that
 * is made on the first start and kept in {@code <data>/postgres-password} (mode 0600).
 *
 * <p>When it dies, it is started again on the same port, for as long as it takes; see {@link
 * Vitality}. A server that a killed process left running on the same folder is stopped cleanly
 * first; two living processes on one folder are refused. Start and close belong to one thread each.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "aisle";
  private static final String DATABASE = "aisle";
  private static final long NEEDED_BYTES = 150L << 20;

  private final Path data;
  private final Cluster cluster;
  private final FileChannel lock;
  private final int port;
  private final String password;
  private final PostgresWatch watch;
  private boolean closed;

  private EmbeddedDatabase(
      Path data, Cluster cluster, FileChannel lock, int port, String password) {
    this.data = data;
    this.cluster = cluster;
    this.lock = lock;
    this.port = port;
    this.password = password;
    this.watch = new PostgresWatch(cluster, port, InstantSource.system());
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
      Cluster cluster = new Cluster(folder, new PostgresPrograms(home));
      String password = password(folder, cluster.exists());
      if (cluster.exists()) {
        cluster.checkVersion();
        cluster.clear();
      } else {
        cluster.initialise(USER);
      }
      int chosen = LoopbackPort.choose(folder, port);
      EmbeddedDatabase database = new EmbeddedDatabase(folder, cluster, lock, chosen, password);
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

  /** How one that runs is reached. */
  public record Address(String jdbcUrl, String username, String password) {
    @Override
    public String toString() {
      return jdbcUrl;
    }
  }

  /** The one that runs on that folder now, in this process or another; empty when none answers. */
  public static Optional<Address> running(Path data) {
    try {
      Address address =
          new Address(
              "jdbc:postgresql://127.0.0.1:%s/%s"
                  .formatted(Files.readString(data.resolve("postgres-port")).strip(), DATABASE),
              USER,
              Files.readString(data.resolve("postgres-password")).strip());
      DriverManager.getConnection(address.jdbcUrl(), address.username(), address.password())
          .close();
      return Optional.of(address);
    } catch (IOException | SQLException e) {
      return Optional.empty();
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

  /** Whether it runs; it is started again by itself when it dies. */
  public Vitality vitality() {
    return watch.vitality();
  }

  /** Stops the server after it has ended its transactions; repeating it has no effect. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    watch.close();
    cluster.stop();
    release(lock);
  }

  private void launch() throws IOException {
    cluster.start(port);
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
    watch.start();
    LOG.info("PostgreSQL keeps its data in {} and answers at {}", cluster.folder(), jdbcUrl());
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
}

package org.aisle.backend.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this platform, unpacked once per version into a cache folder that
 * several servers may share. A folder is either absent or complete.
 */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * @return the folder that contains {@code bin}
   * @throws DatabaseUnavailable when there are no binaries for this platform, or no place for them
   */
  static Path unpacked(List<Path> cacheCandidates) {
    byte[] archive = archive();
    String name = "postgres-" + digest(archive).substring(0, 16);
    IOException last = new IOException("no cache folder");
    for (Path cache : cacheCandidates) {
      Path complete = cache.resolve(name).toAbsolutePath();
      try {
        if (!Files.isDirectory(complete)) {
          unpack(archive, cache, complete);
        }
        return complete;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new DatabaseUnavailable(
        "The embedded PostgreSQL could not be unpacked into any of "
            + cacheCandidates
            + " ("
            + last.getMessage()
            + "); free some space, or set AISLE_CACHE to a writable folder.",
        last);
  }

  private static byte[] archive() {
    String os = os(System.getProperty("os.name", ""));
    String arch = System.getProperty("os.arch", "");
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            os, arch.equals("amd64") ? "x86_64" : arch)) {
      return in.readAllBytes();
    } catch (IOException | IllegalStateException e) {
      throw unsupported(os, arch, e);
    }
  }

  private static DatabaseUnavailable unsupported(String os, String arch, Exception cause) {
    return new DatabaseUnavailable(
        "There is no embedded PostgreSQL for "
            + os
            + " on "
            + arch
            + "; give the URL of a PostgreSQL server with --database-url.",
        cause);
  }

  private static String os(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return "Windows";
    }
    return lower.startsWith("mac") ? "Darwin" : name;
  }

  private static String digest(byte[] archive) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static void unpack(byte[] archive, Path cache, Path complete) throws IOException {
    Files.createDirectories(cache);
    synchronized (PostgresBinaries.class) {
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(complete.getFileName() + ".lock"),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.isDirectory(complete)) {
          return;
        }
        Path partial = cache.resolve(complete.getFileName() + ".partial");
        Folders.delete(partial);
        extract(archive, partial);
        Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("The archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
          continue;
        }
        if (entry.isLink()) {
          Files.copy(target.resolve(entry.getLinkName()), file);
        } else {
          Files.copy(tar, file);
        }
        if ((entry.getMode() & 0100) != 0 || target.relativize(file).startsWith("bin")) {
          file.toFile().setExecutable(true, false);
        }
      }
    }
  }
}

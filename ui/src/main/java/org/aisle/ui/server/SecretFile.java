package org.aisle.ui.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names and values in a file that only its owner may read, one {@code name=value} a line; replaced
 * as a whole. Not thread-safe.
 */
final class SecretFile {

  private final Path file;

  SecretFile(Path file) {
    this.file = file;
  }

  Map<String, String> read() {
    try {
      if (!Files.exists(file)) {
        return new TreeMap<>();
      }
      return Files.readAllLines(file).stream()
          .filter(line -> line.indexOf('=') > 0)
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.indexOf('=')),
                  line -> line.substring(line.indexOf('=') + 1),
                  (first, second) -> second,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " can't be read.", e);
    }
  }

  void write(Map<String, String> entries) {
    try {
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      Files.deleteIfExists(partial);
      if (Files.getFileStore(file.toAbsolutePath().getParent())
          .supportsFileAttributeView("posix")) {
        Files.createFile(
            partial,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(
          partial,
          new TreeMap<>(entries)
              .entrySet().stream()
                  .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                  .collect(Collectors.joining()));
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " can't be written.", e);
    }
  }
}

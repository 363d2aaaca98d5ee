package org.aisle.gateway.enrolment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.aisle.templates.directory.DirectoryFormat;

/**
 * A file that is either the one before or the whole new one, whatever happens while it is written,
 * and whose damage is noticed: its first line holds the SHA-256 of the rest. Only its owner may
 * read it.
 */
final class KeptFile {

  private static final String MARK = "aisle-kept 1 ";
  private static final int DIGITS = 64;
  private static final int HEAD = MARK.length() + DIGITS + 1;

  /** What a file holds. */
  sealed interface Content {
    record Whole(byte[] bytes) implements Content {}

    record Missing() implements Content {}

    /** A sentence says what is wrong. */
    record Damaged(String sentence) implements Content {}
  }

  private final Path file;

  KeptFile(Path file) {
    this.file = file;
  }

  Content read() {
    byte[] all;
    try {
      if (Files.size(file) > DirectoryFormat.MOST_BYTES + HEAD) {
        return damaged("is too large");
      }
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new Content.Missing();
    } catch (IOException e) {
      return damaged("can't be read (" + e.getMessage() + ")");
    }
    if (all.length < HEAD || all[HEAD - 1] != '\n') {
      return damaged("is cut off or none of Aisle's");
    }
    byte[] body = Arrays.copyOfRange(all, HEAD, all.length);
    String head = new String(all, 0, HEAD - 1, StandardCharsets.ISO_8859_1);
    return head.equals(MARK + DirectoryFormat.digest(body))
        ? new Content.Whole(body)
        : damaged("is damaged: its content does not fit its checksum");
  }

  private Content.Damaged damaged(String what) {
    return new Content.Damaged("%s %s.".formatted(file, what));
  }

  /** Returns when the new content is on the disk. */
  void write(byte[] body) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder, ownerOnly(folder.getRoot(), "rwx------"));
    Path fresh = folder.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, ownerOnly(folder, "rw-------"));
    try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      String head = MARK + DirectoryFormat.digest(body) + "\n";
      write(out, head.getBytes(StandardCharsets.ISO_8859_1));
      write(out, body);
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}

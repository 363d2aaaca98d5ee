package org.aisle.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.aisle.templates.tls.TlsKeys;

/** Where HiveMQ looks for the keys of its listener, every ten seconds again. */
record KeyStoreFile(Path file, String password) {

  /** Replaces what is there as a whole; only the owner may read it. */
  void write(TlsKeys keys) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    makeForOwner(fresh);
    Files.write(fresh, keys.keyStore(password.toCharArray()));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the file anew, so that nobody else has it open or may read it. */
  static void makeForOwner(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "KeyStoreFile[" + file + "]";
  }
}

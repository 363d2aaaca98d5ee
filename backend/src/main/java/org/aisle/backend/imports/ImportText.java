package org.aisle.backend.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.imports.DrawnPlace.Spot;

/** The text of files of places, and pieces of it in sentences. */
final class ImportText {

  private static final int SHOWN = 60;

  private ImportText() {}

  /** Without a byte order mark; empty when the file is not in UTF-8. */
  static Optional<String> of(byte[] file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Short and on one line. */
  static String shown(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }

  /** Without its last corner where that is the first again. */
  static List<Spot> ring(List<Spot> corners) {
    return corners.size() > 1 && corners.getFirst().equals(corners.getLast())
        ? corners.subList(0, corners.size() - 1)
        : corners;
  }
}

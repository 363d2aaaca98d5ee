package org.aisle.templates.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The central directory of a zip file in memory: other than a stream of entries it says what is a
 * link, and it is the one truth that everybody else goes by.
 */
final class ZipDirectory {

  static final String TOO_BIG = "archive.too-big";

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final int HEADER = 0x02014b50;
  private static final int HEADER_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int UNIX_KIND = 0170000;
  private static final int UNIX_FILE = 0100000;
  private static final int UNIX_FOLDER = 0040000;

  /** Why it can't be read. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String sentence;

    Unreadable(String code, String sentence) {
      super(sentence, null, false, false);
      this.code = code;
      this.sentence = sentence;
    }

    String code() {
      return code;
    }

    String sentence() {
      return sentence;
    }
  }

  private final ByteBuffer zip;
  private final int mostBytes;
  private final int mostEntries;

  ZipDirectory(byte[] zip, int mostBytes, int mostEntries) {
    this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    this.mostBytes = mostBytes;
    this.mostEntries = mostEntries;
  }

  List<Entry> entries() throws Unreadable {
    if (zip.limit() > mostBytes) {
      throw new Unreadable(TOO_BIG, "The archive has more than %d MiB.".formatted(mostBytes >> 20));
    }
    int end = end();
    int count = zip.getShort(end + 10) & 0xFFFF;
    if (count > mostEntries) {
      throw new Unreadable(
          "archive.too-many-files", "Keep at most 1,500 files in an app template's archive.");
    }
    long at = zip.getInt(end + 16) & 0xFFFF_FFFFL;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (at + HEADER_BYTES > end || zip.getInt((int) at) != HEADER) {
        throw damaged();
      }
      Entry entry = entry((int) at, end);
      entries.add(entry);
      at += entry.headerBytes();
    }
    return entries;
  }

  private int end() throws Unreadable {
    int last = zip.limit() - END_BYTES;
    for (int at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      if (zip.getInt(at) == END && (zip.getShort(at + 20) & 0xFFFF) == last - at) {
        return at;
      }
    }
    throw new Unreadable("archive.unreadable", "This is no zip file; send a zip of the folder.");
  }

  private Entry entry(int at, int end) throws Unreadable {
    int nameBytes = zip.getShort(at + 28) & 0xFFFF;
    int bytes =
        HEADER_BYTES
            + nameBytes
            + (zip.getShort(at + 30) & 0xFFFF)
            + (zip.getShort(at + 32) & 0xFFFF);
    if (at + bytes > end) {
      throw damaged();
    }
    byte[] raw = new byte[nameBytes];
    zip.get(at + HEADER_BYTES, raw);
    String name = null;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      // A name that is not UTF-8 has no text.
    }
    int kind = (zip.getInt(at + 38) >>> 16) & UNIX_KIND;
    boolean special = kind != 0 && kind != UNIX_FILE && kind != UNIX_FOLDER;
    return new Entry(name, special, at, bytes);
  }

  private static Unreadable damaged() {
    return new Unreadable("archive.unreadable", "The zip file is damaged; pack the folder anew.");
  }

  /** One file or folder. */
  final class Entry {
    private final @Nullable String name;
    private final boolean special;
    private final int at;
    private final int headerBytes;

    private Entry(@Nullable String name, boolean special, int at, int headerBytes) {
      this.name = name;
      this.special = special;
      this.at = at;
      this.headerBytes = headerBytes;
    }

    /** As it stands there, a folder's with '/' at its end; null when it is not UTF-8. */
    @Nullable String name() {
      return name;
    }

    /** Whether it is a link or anything else that is neither file nor folder. */
    boolean special() {
      return special;
    }

    private int headerBytes() {
      return headerBytes;
    }

    /** Its content, of at most {@code most} bytes whatever the directory promises. */
    byte[] inflate(int most) throws Unreadable {
      int method = zip.getShort(at + 10) & 0xFFFF;
      if ((zip.getShort(at + 8) & 1) != 0 || method != 0 && method != 8) {
        throw new Unreadable(
            "archive.unreadable", "Pack the folder as an ordinary zip, without a password.");
      }
      long packed = zip.getInt(at + 20) & 0xFFFF_FFFFL;
      long local = zip.getInt(at + 42) & 0xFFFF_FFFFL;
      if (local + LOCAL_BYTES > zip.limit() || zip.getInt((int) local) != LOCAL) {
        throw damaged();
      }
      long start =
          local
              + LOCAL_BYTES
              + (zip.getShort((int) local + 26) & 0xFFFF)
              + (zip.getShort((int) local + 28) & 0xFFFF);
      if (start + packed > zip.limit()) {
        throw damaged();
      }
      byte[] content =
          method == 0
              ? stored((int) start, (int) packed, most)
              : inflated((int) start, (int) packed, most);
      CRC32 sum = new CRC32();
      sum.update(content);
      if (sum.getValue() != (zip.getInt(at + 16) & 0xFFFF_FFFFL)) {
        throw damaged();
      }
      return content;
    }

    private byte[] stored(int start, int bytes, int most) throws Unreadable {
      if (bytes > most) {
        throw tooMuch();
      }
      byte[] content = new byte[bytes];
      zip.get(start, content);
      return content;
    }

    private byte[] inflated(int start, int bytes, int most) throws Unreadable {
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(zip.array(), start, bytes);
        byte[] content = new byte[8_192];
        int length = 0;
        while (!inflater.finished()) {
          if (length == content.length) {
            content = Arrays.copyOf(content, length * 2);
          }
          int more = inflater.inflate(content, length, content.length - length);
          if (more == 0 && !inflater.finished()) {
            throw damaged();
          }
          length += more;
          if (length > most) {
            throw tooMuch();
          }
        }
        return Arrays.copyOf(content, length);
      } catch (DataFormatException e) {
        throw damaged();
      } finally {
        inflater.end();
      }
    }
  }

  private static Unreadable tooMuch() {
    return new Unreadable(
        TOO_BIG,
        "The archive inflates to more than %d MiB; keep what a template needs."
            .formatted(AppTemplateArchive.MAX_INFLATED >> 20));
  }
}

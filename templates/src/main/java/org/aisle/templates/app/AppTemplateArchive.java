package org.aisle.templates.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An app template's folder as one zip file, to take it elsewhere. Reading trusts nothing the file
 * says of itself: it ends at the limits while it inflates, and takes plain files below one folder
 * only. Thread-safe.
 */
public final class AppTemplateArchive {

  /** The largest file that is read. */
  public static final int MAX_BYTES = 8 << 20;

  /** To how much it may inflate. */
  static final int MAX_INFLATED = 32 << 20;

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int MAX_NAME = 300;

  private AppTemplateArchive() {}

  /**
   * What would stand in the way of reading it again, such as tiles that name a field which a new
   * version of their device template does not have any more; empty when it is sound.
   */
  public static List<TemplateProblem> faults(AppTemplate app) {
    return faults(app.id(), AppTemplateWriter.files(app));
  }

  private static List<TemplateProblem> faults(String id, SortedMap<String, byte[]> files) {
    return AppTemplateReader.read(files(id, files)) instanceof AppTemplateOutcome.Faults found
        ? found.problems()
        : List.of();
  }

  /**
   * Writes the folder {@code <id>/}; the same template gives the same bytes. Its README tells what
   * {@link #faults} finds.
   */
  public static void write(AppTemplate app, OutputStream out) throws IOException {
    SortedMap<String, byte[]> files = AppTemplateWriter.files(app);
    List<TemplateProblem> faults = faults(app.id(), files);
    if (!faults.isEmpty()) {
      files.put("README.md", AppTemplateWriter.readme(app, faults));
    }
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ZipEntry entry = new ZipEntry(app.id() + "/" + file.getKey());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * The template that is in it, or all faults at once: of the zip file with codes that begin with
   * {@code archive.}, else those that a check of the folder finds.
   *
   * @param otherwise the template's id when the files lie in no folder
   */
  public static AppTemplateOutcome read(byte[] zip, String otherwise) {
    return read(zip, otherwise, false);
  }

  /**
   * The same.
   *
   * @param breaking whether rules, tiles, groups and values that name what the app does not have
   *     are taken as they are; the outcome lists them
   */
  public static AppTemplateOutcome read(byte[] zip, String otherwise, boolean breaking) {
    List<TemplateProblem> faults = new ArrayList<>();
    List<ZipDirectory.Entry> entries;
    try {
      entries = new ZipDirectory(zip, MAX_BYTES, TemplateFiles.MAX_FILES * 2).entries();
    } catch (ZipDirectory.Unreadable e) {
      return new AppTemplateOutcome.Faults(
          List.of(fault("archive", e.code(), e.sentence())), false);
    }
    SortedMap<String, byte[]> contents = new TreeMap<>();
    Set<String> seen = new TreeSet<>();
    int inflated = 0;
    for (ZipDirectory.Entry entry : entries) {
      String name = entry.name();
      String shown = shown(name);
      if (name == null || !sound(name)) {
        faults.add(
            fault(
                shown,
                "archive.path",
                "A file's path in the archive is relative, in UTF-8 and parted by '/', without"
                    + " \"..\", a drive or control characters; pack the folder anew."));
      } else if (!seen.add(name)) {
        faults.add(
            fault(shown, "archive.duplicate", "This file is in the archive twice; keep one."));
      } else if (entry.special()) {
        faults.add(
            fault(
                shown,
                "archive.link",
                "This is a link or a device, not a file; put the file itself in the archive."));
      } else if (name.endsWith("/") || passedOver(name)) {
        continue;
      } else {
        try {
          byte[] content = entry.inflate(MAX_INFLATED - inflated);
          inflated += content.length;
          contents.put(name, content);
        } catch (ZipDirectory.Unreadable e) {
          faults.add(fault(shown, e.code(), e.sentence()));
          if (e.code().equals(ZipDirectory.TOO_BIG)) {
            break;
          }
        }
      }
    }
    return faults.isEmpty()
        ? AppTemplateReader.read(below(contents, otherwise), breaking)
        : new AppTemplateOutcome.Faults(faults, false);
  }

  /** The one folder that everything lies in, or all of it. */
  private static TemplateFiles below(SortedMap<String, byte[]> contents, String otherwise) {
    Set<String> tops = new TreeSet<>();
    contents.keySet().forEach(name -> tops.add(name.substring(0, name.indexOf('/') + 1)));
    if (tops.size() != 1 || tops.contains("")) {
      return files(otherwise, contents);
    }
    String top = tops.iterator().next();
    SortedMap<String, byte[]> inner = new TreeMap<>();
    contents.forEach((name, content) -> inner.put(name.substring(top.length()), content));
    return files(top.substring(0, top.length() - 1), inner);
  }

  private static TemplateFiles files(String id, SortedMap<String, byte[]> contents) {
    List<TemplateProblem> tooMuch = new ArrayList<>();
    SortedMap<String, byte[]> kept = new TreeMap<>();
    contents.forEach(
        (name, content) -> {
          if (kept.size() == TemplateFiles.MAX_FILES) {
            tooMuch.add(TemplateFiles.tooMany(name));
          } else if (content.length > org.aisle.templates.source.SourceReader.MAX_BYTES) {
            tooMuch.add(TemplateFiles.tooBig(name));
          } else {
            kept.put(name, content);
          }
        });
    return new TemplateFiles(id, kept, tooMuch);
  }

  private static boolean sound(String name) {
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (path.isEmpty()
        || path.length() > MAX_NAME
        || path.indexOf('\\') >= 0
        || path.indexOf(':') >= 0
        || path.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** What a packing program adds, as in a folder. */
  private static boolean passedOver(String name) {
    return name.startsWith("__MACOSX/") || name.startsWith(".") || name.contains("/.");
  }

  private static String shown(@org.jspecify.annotations.Nullable String name) {
    String clean = name == null ? "?" : name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 120 ? clean : clean.substring(0, 119) + "…";
  }

  private static TemplateProblem fault(String file, String code, String sentence) {
    return new TemplateProblem(file, 1, 1, code, sentence);
  }
}

package org.aisle.templates.app;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aisle.templates.source.SourceReader;

/**
 * The files of an app template by their path below its folder.
 *
 * @param id the folder's name
 * @param tooMuch what could not be taken, as problems
 */
record TemplateFiles(String id, SortedMap<String, byte[]> contents, List<TemplateProblem> tooMuch) {

  /** More than the rules, dashboards and pictures that an app may have. */
  static final int MAX_FILES = 1_500;

  TemplateFiles {
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    tooMuch = List.copyOf(tooMuch);
  }

  /** Reads a folder; hidden files and symbolic links are passed over. */
  static TemplateFiles of(Path folder) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    List<TemplateProblem> tooMuch = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder, 4, new FileVisitOption[0])) {
      files =
          walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !hidden(folder.relativize(file)))
              .limit(MAX_FILES + 1L)
              .sorted()
              .toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (contents.size() == MAX_FILES) {
        tooMuch.add(tooMany(name));
      } else if (Files.size(file) > SourceReader.MAX_BYTES) {
        tooMuch.add(tooBig(name));
      } else {
        contents.put(name, Files.readAllBytes(file));
      }
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new TemplateFiles(name == null ? "" : name.toString(), contents, tooMuch);
  }

  static TemplateProblem tooMany(String name) {
    return new TemplateProblem(
        name, 1, 1, "app.too-many-files", "Keep at most 1,500 files in an app template.");
  }

  static TemplateProblem tooBig(String name) {
    return new TemplateProblem(name, 1, 1, "app.too-big", "Keep each file below 1 MiB.");
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}

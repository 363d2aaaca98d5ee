package org.aisle.templates.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The app templates that can be instantiated: those that come with Aisle, and those in a solution
 * builder's folder. Immutable and thread-safe.
 */
public final class AppTemplates {

  private static final String INDEX = "/apps/index.txt";

  private final Map<String, AppTemplate> byId;
  private final List<TemplateProblem> problems;

  private AppTemplates(Map<String, AppTemplate> byId, List<TemplateProblem> problems) {
    this.byId = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    this.problems = List.copyOf(problems);
  }

  /** The templates that come with Aisle. */
  public static AppTemplates builtIn() {
    Map<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
    for (String line : text(INDEX).lines().toList()) {
      int slash = line.indexOf('/');
      if (slash > 0) {
        folders
            .computeIfAbsent(line.substring(0, slash), id -> new TreeMap<>())
            .put(line.substring(slash + 1), bytes("/apps/" + line));
      }
    }
    Map<String, AppTemplate> byId = new LinkedHashMap<>();
    folders.forEach(
        (id, contents) -> {
          switch (AppTemplateReader.read(new TemplateFiles(id, contents, List.of()))) {
            case AppTemplateOutcome.Read r -> byId.put(id, r.template());
            case AppTemplateOutcome.Faults f ->
                throw new IllegalStateException("The app template " + id + " is faulty: " + f);
          }
        });
    return new AppTemplates(byId, List.of());
  }

  /**
   * These and the ones in the sub-folders of {@code folder}. Faulty ones are left out and told by
   * {@link #problems}; one with the id of another takes its place.
   */
  public AppTemplates with(Path folder) throws IOException {
    Map<String, AppTemplate> all = new LinkedHashMap<>(byId);
    List<TemplateProblem> found = new ArrayList<>(problems);
    List<Path> children;
    try (Stream<Path> list = Files.list(folder)) {
      children =
          list.filter(Files::isDirectory)
              .filter(child -> !child.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    for (Path child : children) {
      switch (AppTemplateReader.read(child)) {
        case AppTemplateOutcome.Read r -> all.put(r.template().id(), r.template());
        case AppTemplateOutcome.Faults f ->
            f.problems()
                .forEach(
                    p ->
                        found.add(
                            new TemplateProblem(
                                child.getFileName() + "/" + p.file(),
                                p.line(),
                                p.column(),
                                p.code(),
                                p.sentence())));
      }
    }
    return new AppTemplates(all, found);
  }

  /** All templates, by id. */
  public List<AppTemplate> all() {
    return List.copyOf(byId.values());
  }

  public Optional<AppTemplate> named(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Why templates of outside folders were left out. */
  public List<TemplateProblem> problems() {
    return problems;
  }

  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String resource) {
    try (InputStream in = AppTemplates.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The class path lacks " + resource + ".");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

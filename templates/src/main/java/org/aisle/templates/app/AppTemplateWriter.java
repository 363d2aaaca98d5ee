package org.aisle.templates.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.aisle.templates.app.Expectation.Expected;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DtdlWriter;
import org.aisle.templates.rule.RuleJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an app template as the files of its folder: {@link AppTemplateReader} reads an equal one
 * from them, with rules, expectations and pictures in the order of their files' names. Thread-safe.
 */
public final class AppTemplateWriter {

  private AppTemplateWriter() {}

  /** The files by their path below the folder. */
  public static SortedMap<String, byte[]> files(AppTemplate app) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    put(files, "README.md", readme(app));
    put(files, "app.yaml", YamlText.of(new AppText(app).node()));
    List<String> models = models(app.deviceTemplates());
    for (int i = 0; i < models.size(); i++) {
      put(
          files,
          "models/" + models.get(i) + ".json",
          DtdlWriter.indented(app.deviceTemplates().get(i)) + "\n");
    }
    app.dashboards()
        .forEach(d -> put(files, "dashboards/" + d.id() + ".yaml", YamlText.of(TileText.of(d))));
    app.rules()
        .forEach(
            rule -> {
              ObjectNode body = RuleJson.tree(rule);
              body.remove("id");
              put(files, "rules/" + rule.id() + ".yaml", YamlText.of(body));
            });
    app.expectations()
        .forEach(e -> put(files, "expected/" + e.id() + ".yaml", YamlText.of(expectation(e))));
    app.pictures().forEach(p -> files.put(PictureFiles.FOLDER + p.name(), p.content()));
    return files;
  }

  /**
   * Writes the files into a folder, which is created; its name should be the template's id.
   *
   * @throws IOException of the disk, with some of the files written
   */
  public static void write(AppTemplate app, Path folder) throws IOException {
    for (var file : files(app).entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  /** The one of a template that is not sound: it tells what is wrong and what to do. */
  static byte[] readme(AppTemplate app, List<TemplateProblem> faults) {
    StringBuilder text = new StringBuilder(readme(app));
    text.append("\n## What does not fit\n\n");
    text.append(
        "As exported, the app names what it does not have, as after a new version of a device"
            + " template that took a field away. Correct the following, or import with"
            + " `breaking=true`, which takes rules, tiles, groups and values as they are.\n\n");
    faults.forEach(
        f -> text.append("- %s, line %d: %s\n".formatted(f.file(), f.line(), f.sentence())));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String readme(AppTemplate app) {
    return "# %s\n\n%s\n\nFor: %s\n".formatted(app.name(), app.story(), app.persona());
  }

  /** Names of their files, numbered when their alphabet would change the order. */
  private static List<String> models(List<DeviceTemplate> templates) {
    List<String> names = new ArrayList<>();
    templates.forEach(t -> names.add(kebab(t.id().lastSegment())));
    Set<String> sorted = new TreeSet<>();
    names.forEach(name -> sorted.add(name + ".json"));
    boolean inOrder =
        names.stream().map(name -> name + ".json").toList().equals(List.copyOf(sorted));
    if (!inOrder) {
      String format = "%%0%dd-%%s".formatted(Integer.toString(names.size()).length());
      for (int i = 0; i < names.size(); i++) {
        names.set(i, format.formatted(i + 1, names.get(i)));
      }
    }
    return names;
  }

  private static String kebab(String segment) {
    return segment.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static ObjectNode expectation(Expectation e) {
    Keys file =
        new Keys()
            .put("name", e.name())
            .put("device", e.device())
            .put("start", e.start().toString())
            .put("lasts", e.lasts())
            .put("interval", e.interval());
    AppText.wrong(file, e.parameters(), e.faults());
    file.objects("expect", e.expect(), expected -> expected(expected, e.lasts()));
    file.texts("withdrawn", new TreeSet<>(e.withdrawn()));
    file.texts("may", new TreeSet<>(e.may()));
    file.texts("never", new TreeSet<>(e.never()));
    return file.node();
  }

  private static Keys expected(Expected expected, Duration lasts) {
    Keys keys =
        new Keys()
            .put("rule", expected.rule())
            .unless("from", expected.from(), Duration.ZERO)
            .unless("until", expected.until(), lasts)
            .unless("times", expected.times(), 1);
    expected.severity().ifPresent(severity -> keys.put("severity", Words.of(severity)));
    expected.cleared().ifPresent(cleared -> keys.put("cleared", cleared));
    expected.late().ifPresent(late -> keys.put("late", late));
    return keys;
  }

  private static void put(SortedMap<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }
}

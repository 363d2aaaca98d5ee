package org.aisle.templates.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.rule.KnownGroups;
import org.aisle.templates.rule.KnownPlaces;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.source.SourceFault;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceReader;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/**
 * Reads an app template's folder and reports all its faults at once. Lets no exception out but
 * those of a broken disk.
 */
public final class AppTemplateReader {

  private static final Pattern NAMES =
      Pattern.compile(
          "app\\.yaml|README\\.md|models/[^/]+\\.json|images/[^/]+"
              + "|(?:dashboards|rules|expected)/[^/]+\\.yaml");

  private final TemplateFiles files;
  private final Faults faults = new Faults();

  private AppTemplateReader(TemplateFiles files) {
    this.files = files;
  }

  /** Reads the folder; its name is the template's id. */
  public static AppTemplateOutcome read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new AppTemplateOutcome.Faults(
          List.of(
              new TemplateProblem(
                  folder.toString(),
                  1,
                  1,
                  "app.folder-missing",
                  "There is no such folder; name one that holds an app.yaml.")),
          false);
    }
    return read(TemplateFiles.of(folder));
  }

  static AppTemplateOutcome read(TemplateFiles files) {
    return read(files, false);
  }

  /**
   * @param breaking whether what names what the app does not have is taken as it is
   */
  static AppTemplateOutcome read(TemplateFiles files, boolean breaking) {
    return new AppTemplateReader(files).read(breaking);
  }

  private AppTemplateOutcome read(boolean breaking) {
    files.tooMuch().forEach(faults::add);
    if (!AppFile.ID.matcher(files.id()).matches()) {
      faults.add(
          "app.yaml",
          Spot.START,
          "app.id",
          "The folder's name is the template's id: use a-z, 0-9 and '-', a letter first.");
    }
    for (String name : files.contents().keySet()) {
      if (!NAMES.matcher(name).matches()) {
        faults.add(
            name,
            Spot.START,
            "app.file-unknown",
            "This file has no place here; there are app.yaml, README.md, models/*.json, images"
                + " in images/, and dashboards/, rules/ and expected/*.yaml.");
      }
    }
    ModelNames templates = models();
    Section app = yaml("app.yaml");
    List<Dashboard> dashboards = dashboards(templates, app);
    AppTemplate template =
        app == null
            ? null
            : new AppFile(app, templates, new PictureFiles(files, faults).names())
                .read(files.id(), dashboards);
    List<Rule> rules = rules(templates, template);
    List<Picture> pictures = new PictureFiles(files, faults).read();
    if (template != null) {
      template =
          template.withPictures(pictures).with(rules, expectations(template.fleet().members()));
    } else {
      sections("expected/");
    }
    return template != null && (breaking ? faults.onlyMisfits() : faults.isEmpty())
        ? new AppTemplateOutcome.Read(template, faults.inOrder())
        : new AppTemplateOutcome.Faults(faults.inOrder(), faults.onlyMisfits());
  }

  private ModelNames models() {
    List<ModelOutline> outlines = new ArrayList<>();
    boolean open = files.tooMuch().stream().anyMatch(p -> p.file().startsWith("models/"));
    Map<String, DeviceTemplate> templates = new LinkedHashMap<>();
    Map<String, String> tables = new HashMap<>();
    for (String name : files.contents().tailMap("models/").keySet()) {
      if (!name.startsWith("models/") || !name.endsWith(".json")) {
        continue;
      }
      switch (DtdlReader.read(bytes(name))) {
        case DtdlOutcome.Faults f -> {
          f.problems()
              .forEach(p -> faults.add(name, p.spot(), p.code(), p.sentence() + " " + p.cure()));
          SourceNode root = SourceReader.json(bytes(name)).root();
          if (root != null) {
            outlines.addAll(ModelOutline.of(root));
          }
          open |= root == null || !ModelOutline.complete(root);
        }
        case DtdlOutcome.Read r -> {
          for (DeviceTemplate template : r.templates()) {
            String other = tables.putIfAbsent(template.table(), name);
            if (other != null) {
              faults.add(
                  name,
                  Spot.START,
                  "app.duplicate",
                  "%s needs the table %s, as does a model of %s; rename one."
                      .formatted(template.id(), template.table(), other));
            }
            templates.putIfAbsent(template.id().lastSegment(), template);
          }
        }
      }
    }
    return new ModelNames(List.copyOf(templates.values()), outlines, open);
  }

  private List<Dashboard> dashboards(ModelNames templates, @Nullable Section app) {
    TileScope scope = scope(templates, app);
    List<Dashboard> dashboards = new ArrayList<>();
    for (Section section : sections("dashboards/")) {
      String file = section.file();
      String id = file.substring("dashboards/".length(), file.length() - ".yaml".length());
      if (!AppFile.ID.matcher(id).matches()) {
        faults.add(
            file,
            Spot.START,
            "app.id",
            "The file's name is the dashboard's id: use a-z, 0-9 and '-', a letter first.");
      }
      dashboards.add(new DashboardFile(section, scope).read(id));
    }
    // The first one greets whoever opens the app, and that is an operator.
    dashboards.sort(Comparator.comparing(d -> d.audience() == Dashboard.Audience.MANAGER));
    return app == null ? dashboards : inOrder(dashboards, app);
  }

  /** Those that {@code app.yaml} names in front, in its order; the others as they are. */
  private static List<Dashboard> inOrder(List<Dashboard> dashboards, Section app) {
    List<String> front = app.texts("dashboards");
    List<String> ids = dashboards.stream().map(Dashboard::id).toList();
    for (String id : front) {
      if (!ids.contains(id)) {
        AppFile.unknown(app, "dashboards", "dashboard", id, ids);
      }
    }
    return dashboards.stream()
        .sorted(
            Comparator.comparingInt(
                d -> front.contains(d.id()) ? front.indexOf(d.id()) : front.size()))
        .toList();
  }

  private TileScope scope(ModelNames templates, @Nullable Section app) {
    Section fleet = app == null ? null : app.section("fleet");
    return new TileScope(
        templates,
        ids(fleet, "devices", "device"),
        ids(app, "places", "id"),
        ids(app, "groups", "id"),
        new PictureFiles(files, faults).names(),
        app == null);
  }

  private static Set<String> ids(@Nullable Section section, String list, String key) {
    Set<String> ids = new TreeSet<>();
    if (section != null) {
      for (Section entry : section.sections(list)) {
        String id = entry.optionalText(key);
        if (id != null) {
          ids.add(id);
        }
      }
    }
    return ids;
  }

  private List<Rule> rules(ModelNames templates, @Nullable AppTemplate app) {
    Map<String, String> kinds = new HashMap<>();
    if (app != null) {
      app.places().forEach(place -> kinds.put(place.id(), place.kind()));
    }
    List<Field> assets = app == null ? List.of() : AssetType.fields(app.assetTypes());
    KnownGroups groups =
        app == null
            ? KnownGroups.OPEN
            : KnownGroups.of(
                app.groups().stream()
                    .collect(Collectors.toMap(DeviceGroup::id, DeviceGroup::query, (a, b) -> a)));
    RuleFile reader =
        new RuleFile(templates, new KnownPlaces(kinds, app == null), assets, groups, faults);
    List<Rule> rules = new ArrayList<>();
    for (String name : files.contents().tailMap("rules/").keySet()) {
      Mapping root = name.startsWith("rules/") && name.endsWith(".yaml") ? mapping(name) : null;
      if (root != null) {
        reader.read(name, root).ifPresent(rules::add);
      }
    }
    return rules;
  }

  private List<Expectation> expectations(List<AppTemplate.Member> members) {
    Set<String> rules = new TreeSet<>();
    for (String name : files.contents().keySet()) {
      if (name.startsWith("rules/")) {
        rules.add(stem(name));
      }
    }
    List<Expectation> expectations = new ArrayList<>();
    for (Section section : sections("expected/")) {
      expectations.add(new ExpectationFile(section, members, rules).read(stem(section.file())));
    }
    return expectations;
  }

  /** The file's name without its folder and ending. */
  private static String stem(String file) {
    return file.substring(file.indexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
  }

  private List<Section> sections(String folder) {
    List<Section> sections = new ArrayList<>();
    for (String name : files.contents().keySet()) {
      if (name.startsWith(folder) && name.endsWith(".yaml")) {
        Section section = yaml(name);
        if (section != null) {
          sections.add(section);
        }
      }
    }
    return sections;
  }

  private @Nullable Section yaml(String name) {
    Mapping root = mapping(name);
    return root == null ? null : new Section(name, root, faults);
  }

  private @Nullable Mapping mapping(String name) {
    byte[] content = files.contents().get(name);
    if (content == null) {
      faults.add(name, Spot.START, "app.file-missing", "Add the file " + name + ".");
      return null;
    }
    SourceReader.Parsed parsed = SourceReader.yaml(content);
    for (SourceFault fault : parsed.faults()) {
      faults.add(name, fault.spot(), "app." + fault.code(), fault.sentence() + " " + fault.cure());
    }
    if (parsed.root() instanceof Mapping m) {
      return m;
    }
    if (parsed.root() != null) {
      faults.add(
          name,
          parsed.root().spot(),
          "app.wrong-type",
          "The file is %s; make it an object of keys and values."
              .formatted(parsed.root().description()));
    }
    return null;
  }

  private byte[] bytes(String name) {
    byte[] content = files.contents().get(name);
    return content == null ? new byte[0] : content;
  }
}

package org.aisle.backend.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlProblem;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/** Says everything that keeps a text from becoming the next version of a model. */
final class DraftChecks {

  /** The columns a table may have over all versions: a row must fit one page of PostgreSQL. */
  private static final int COLUMNS = 800;

  /** What a text is worth. */
  record Checked(List<ModelProblem> problems, @Nullable DeviceTemplate template) {}

  private final List<DeviceTemplate> published;
  private final List<ModelProblem> problems = new ArrayList<>();

  private DraftChecks(List<DeviceTemplate> published) {
    this.published = published;
  }

  /**
   * @param published all versions of all models of the app, newest last
   */
  static Checked check(String line, String dtdl, List<DeviceTemplate> published) {
    return switch (DtdlReader.read(dtdl)) {
      case DtdlOutcome.Faults(var faults) ->
          new Checked(faults.stream().map(DraftChecks::problem).toList(), null);
      case DtdlOutcome.Read(var templates) -> {
        DraftChecks checks = new DraftChecks(published);
        DeviceTemplate template =
            templates.stream().filter(t -> t.id().line().equals(line)).findFirst().orElse(null);
        checks.all(line, template, templates);
        yield new Checked(List.copyOf(checks.problems), template);
      }
    };
  }

  /** The newest published version of a model. */
  static Optional<DeviceTemplate> newest(String line, List<DeviceTemplate> published) {
    return published.stream()
        .filter(t -> t.id().line().equals(line))
        .reduce((older, newer) -> newer);
  }

  private void all(String line, @Nullable DeviceTemplate template, List<DeviceTemplate> described) {
    if (template == null) {
      add(
          "draft.other-model",
          "The text describes %s, and this is the draft of %s: correct the \"@id\"."
              .formatted(described.getFirst().id(), line));
      return;
    }
    if (described.size() > 1) {
      add(
          "draft.several-models",
          "The text describes %d device templates: keep only %s and what it uses."
              .formatted(described.size(), template.id()));
    }
    newest(line, published)
        .filter(newest -> !template.id().isLaterThan(newest.id()))
        .ifPresent(
            newest ->
                add(
                    "draft.version-taken",
                    "%s is published, and a version never changes: raise the version to %s."
                        .formatted(newest.id(), newest.id().next())));
    tables(line, template);
    columns(line, template);
  }

  private void tables(String line, DeviceTemplate template) {
    published.stream()
        .filter(t -> !t.id().line().equals(line))
        .filter(t -> !Collections.disjoint(tables(t), tables(template)))
        .findFirst()
        .ifPresent(
            other ->
                add(
                    "template.name-taken",
                    "The table %s belongs to %s: end the model's id in another name than %s."
                        .formatted(template.table(), other.id(), template.id().lastSegment())));
  }

  private static List<String> tables(DeviceTemplate template) {
    return List.of(template.table(), template.derivedTable());
  }

  /** A column means one thing for ever: another type or unit needs another name. */
  private void columns(String line, DeviceTemplate template) {
    Map<String, Field> known = new HashMap<>();
    Map<String, DeviceTemplate> since = new HashMap<>();
    Map<String, Field.SqlType> types = new HashMap<>();
    for (DeviceTemplate version : published) {
      if (version.id().line().equals(line)) {
        for (Field field : version.fields()) {
          for (Field.Column column : field.columns()) {
            String key = key(version, field, column);
            if (known.putIfAbsent(key, field) == null) {
              since.put(key, version);
              types.put(key, column.type());
            } else if (known.get(key) instanceof Field before
                && before.unit() == null
                && field.unit() != null) {
              known.put(key, field);
            }
          }
        }
      }
    }
    for (Field field : template.fields()) {
      for (Field.Column column : field.columns()) {
        String key = key(template, field, column);
        Field before = known.get(key);
        DeviceTemplate version = since.get(key);
        if (before != null && version != null) {
          conflict(field, column, before, version, types.get(key));
        }
        known.putIfAbsent(key, field);
      }
    }
    if (known.size() > COLUMNS) {
      add(
          "template.too-many-fields",
          "A device template's table has at most %d columns over all versions: split %s."
              .formatted(COLUMNS, template.id()));
    }
  }

  private void conflict(
      Field field,
      Field.Column column,
      Field before,
      DeviceTemplate version,
      Field.@Nullable SqlType type) {
    if (column.type() != type) {
      add(
          "template.column-conflict",
          "The column %s holds %s since %s and can't hold %s as well: give the field %s another name, and the table keeps both columns."
              .formatted(
                  column.name(),
                  type == null ? "" : type.sql(),
                  version.id(),
                  column.type().sql(),
                  field.path()));
      return;
    }
    Unit was = before.unit();
    Unit is = field.unit();
    if (was != null && is != null && !Objects.equals(was, is)) {
      add(
          "draft.unit-conflict",
          "The column %s holds %s since %s, and what is stored is not converted to %s: keep the unit, or give the field %s another name."
              .formatted(column.name(), was.name(), version.id(), is.name(), field.path()));
    }
  }

  /** Measured and derived fields have tables of their own. */
  private static String key(DeviceTemplate template, Field field, Field.Column column) {
    return (template.derived(field.path()).isPresent() ? "derived " : "measured ") + column.name();
  }

  private void add(String code, String sentence) {
    problems.add(new ModelProblem(code, "", 1, 1, sentence));
  }

  private static ModelProblem problem(DtdlProblem fault) {
    return new ModelProblem(
        fault.code(),
        fault.spot().pointer(),
        fault.spot().line(),
        fault.spot().column(),
        fault.sentence() + " " + fault.cure());
  }
}

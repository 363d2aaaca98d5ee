package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.aisle.backend.models.ModelReleases;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.rest.ModelReleasesResource.ConsequenceBody;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Device templates")
@RestController
@RequestMapping("/api/v1/apps/{app}/device-templates")
class DeviceTemplatesResource {

  record ColumnBody(String name, String type, String field, @Nullable String unit) {}

  record TableBody(String schema, String name, List<ColumnBody> columns) {}

  record FieldBody(
      String path,
      String displayName,
      @Nullable String description,
      String type,
      @Nullable String unit,
      boolean event,
      @Nullable Double minimum,
      @Nullable Double maximum) {
    static FieldBody of(Field field) {
      return new FieldBody(
          field.path(),
          field.displayName(),
          field.description(),
          type(field.type()),
          field.unit() == null ? null : field.unit().name(),
          field.event(),
          field.minimum(),
          field.maximum());
    }

    private static String type(FieldType type) {
      return switch (type) {
        case FieldType.Decimal d -> "double";
        case FieldType.Whole(int bits) -> bits <= 32 ? "integer" : "long";
        case FieldType.Bool b -> "boolean";
        case FieldType.Text t -> "string";
        case FieldType.Choice c -> "enum";
        case FieldType.Moment m -> "dateTime";
        case FieldType.GeoPoint g -> "geopoint";
        case FieldType.Vector v -> "vector";
        case FieldType.Tree t -> "tree";
      };
    }
  }

  record PropertyBody(FieldBody field, boolean writable) {}

  record TemplateBody(
      String id,
      String displayName,
      @Nullable String description,
      List<FieldBody> telemetry,
      List<PropertyBody> properties,
      List<String> commands,
      TableBody table) {
    static TemplateBody of(AppId app, DeviceTemplate t) {
      List<ColumnBody> columns = new ArrayList<>();
      t.telemetry()
          .forEach(
              f ->
                  f.columns()
                      .forEach(
                          c ->
                              columns.add(
                                  new ColumnBody(
                                      c.name(),
                                      c.type().sql(),
                                      f.path(),
                                      f.unit() == null ? null : f.unit().name()))));
      return new TemplateBody(
          t.id().value(),
          t.displayName(),
          t.description(),
          t.telemetry().stream().map(FieldBody::of).toList(),
          t.properties().stream()
              .map(p -> new PropertyBody(FieldBody.of(p.field()), p.writable()))
              .toList(),
          t.commands().stream().map(DeviceTemplate.Command::name).toList(),
          new TableBody(app.schema(), t.table(), columns));
    }
  }

  /**
   * The first device template of the document, and those beside it if the document describes
   * several; {@code consequences} are those of new versions.
   */
  record Published(
      String id,
      String displayName,
      @Nullable String description,
      List<FieldBody> telemetry,
      List<PropertyBody> properties,
      List<String> commands,
      TableBody table,
      List<TemplateBody> others,
      List<ConsequenceBody> consequences) {}

  private final DeviceTemplates templates;
  private final ModelReleases releases;
  private final Scope scope;

  DeviceTemplatesResource(DeviceTemplates templates, ModelReleases releases, Scope scope) {
    this.templates = templates;
    this.releases = releases;
    this.scope = scope;
  }

  @Operation(summary = "The published device templates, newest version last")
  @GetMapping
  List<TemplateBody> all(@PathVariable String app) {
    AppId id = scope.app(app).id();
    return templates.all(id).stream().map(t -> TemplateBody.of(id, t)).toList();
  }

  @Operation(
      summary = "Publish a device template",
      description =
          "The body is DTDL: an interface, or an array of interfaces. The template's table is"
              + " created, or extended by the columns of a new version. A new version that breaks"
              + " dashboards, rules, stories, groups or properties is refused with all of them,"
              + " unless breaking=true.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Published publish(
      @PathVariable String app,
      @RequestParam(required = false) @Nullable Boolean breaking,
      @RequestHeader(name = "Content-Type", required = false) @Nullable MediaType type,
      @RequestBody byte[] dtdl) {
    AppId id = scope.app(app).id();
    ModelReleases.Release release =
        RefusedRequest.orRefuse(
            releases.publish(id, ModelText.of(type, dtdl), Boolean.TRUE.equals(breaking)));
    List<TemplateBody> published =
        release.templates().stream().map(t -> TemplateBody.of(id, t)).toList();
    TemplateBody first = published.getFirst();
    return new Published(
        first.id(),
        first.displayName(),
        first.description(),
        first.telemetry(),
        first.properties(),
        first.commands(),
        first.table(),
        published.subList(1, published.size()),
        release.consequences().stream().map(ConsequenceBody::of).toList());
  }
}

package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Undisturbed;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.PropertyDraft;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag(name = "Assets")
@RestController
@RequestMapping("/api/v1/apps/{app}/asset-types")
class AssetTypesResource {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * {@code schema}, {@code semanticType} and {@code unit} are DTDL's; {@code values} of an enum.
   */
  record PropertyBody(
      @Nullable String name,
      @Nullable String displayName,
      @Nullable String description,
      @Nullable String schema,
      @Nullable String semanticType,
      @Nullable String unit,
      @Nullable List<@Nullable String> values) {}

  record TypeBody(@Nullable String name, @Nullable List<@Nullable PropertyBody> properties) {}

  /** {@code unit} is the symbol of the unit that values are in. */
  record PropertyView(String name, String displayName, @Nullable String unit) {}

  /** {@code model} is DTDL. */
  record TypeView(String id, String name, List<PropertyView> properties, JsonNode model) {
    static TypeView of(AssetType type) {
      return new TypeView(
          type.id(),
          type.name(),
          type.fields().stream()
              .map(f -> new PropertyView(f.path(), f.displayName(), symbol(f.unit())))
              .toList(),
          JSON.readTree(type.model().dtdl()));
    }

    private static @Nullable String symbol(@Nullable Unit unit) {
      return unit == null ? null : unit.symbol();
    }
  }

  private final AssetTypeCatalogue types;
  private final Undisturbed undisturbed;
  private final Scope scope;

  AssetTypesResource(AssetTypeCatalogue types, Undisturbed undisturbed, Scope scope) {
    this.types = types;
    this.undisturbed = undisturbed;
    this.scope = scope;
  }

  @Operation(summary = "What is known of the app's assets, by type")
  @GetMapping
  List<TypeView> all(@PathVariable String app) {
    return types.all(scope.app(app).id()).stream().map(TypeView::of).toList();
  }

  @Operation(summary = "One asset type")
  @GetMapping("/{type}")
  ResponseEntity<TypeView> one(@PathVariable String app, @PathVariable String type) {
    TypeView known = known(scope.app(app).id(), type);
    if (known == null) {
      throw RefusedRequest.notFound(
          "asset-type.unknown",
          "There is no asset type %s: list them to see which there are."
              .formatted(Texts.quoted(type)));
    }
    return Digests.tagged(known);
  }

  private @Nullable TypeView known(AppId app, String type) {
    return types.find(app, type).map(TypeView::of).orElse(null);
  }

  @Operation(
      summary = "Declare an asset type or change it",
      description =
          "With its ETag as If-Match nothing is changed when it is another one by now: then the"
              + " answer is 412.")
  @PutMapping("/{type}")
  ResponseEntity<TypeView> put(
      @PathVariable String app,
      @PathVariable String type,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody TypeBody body) {
    AppId id = scope.app(app).id();
    return Digests.tagged(
        ifMatch == null
            ? put(id, type, body)
            : undisturbed.app(
                id,
                () -> {
                  Digests.check(ifMatch, known(id, type));
                  return put(id, type, body);
                }));
  }

  private TypeView put(AppId app, String type, TypeBody body) {
    List<@Nullable PropertyBody> properties =
        body.properties() == null ? List.of() : body.properties();
    return TypeView.of(
        RefusedRequest.orRefuse(
            types.put(
                app,
                type,
                body.name() == null ? "" : body.name(),
                properties.stream().map(AssetTypesResource::draft).toList())));
  }

  private static PropertyDraft draft(@Nullable PropertyBody body) {
    if (body == null) {
      throw RefusedRequest.badRequest(
          "asset-type.property-missing", "Write each property as an object with name and schema.");
    }
    List<@Nullable String> values = body.values() == null ? List.of() : body.values();
    return new PropertyDraft(
        body.name() == null ? "" : body.name(),
        body.displayName(),
        body.description(),
        body.schema() == null ? "" : body.schema(),
        body.semanticType(),
        body.unit(),
        values.stream().map(v -> v == null ? "" : v).toList());
  }

  @Operation(summary = "Remove an asset type that no asset has")
  @DeleteMapping("/{type}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String app, @PathVariable String type) {
    RefusedRequest.orRefuse(types.remove(scope.app(app).id(), type));
  }
}

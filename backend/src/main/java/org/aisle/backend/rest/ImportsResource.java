package org.aisle.backend.rest;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.imports.Imports.Kind;
import org.aisle.backend.imports.Imports.Progress;
import org.aisle.backend.imports.Imports.Report;
import org.aisle.backend.imports.Imports.Row;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Import")
@RestController
@RequestMapping("/api/v1/apps/{app}")
class ImportsResource {

  record ProblemBody(String code, String sentence) {}

  /**
   * {@code status} is created, sound (of a rehearsal: it would be created) or refused; user name
   * and password are those of a new device, shown this once.
   */
  record RowBody(
      long line,
      String id,
      String status,
      List<ProblemBody> problems,
      @Nullable String username,
      @Nullable String password) {
    static RowBody of(Row row) {
      return new RowBody(
          row.line(),
          row.id(),
          row.status().name().toLowerCase(Locale.ROOT),
          row.problems().stream().map(p -> new ProblemBody(p.code(), p.sentence())).toList(),
          row.username(),
          row.password());
    }
  }

  record ReportBody(long done, long refused, List<RowBody> rows) {
    static ReportBody of(Report report) {
      return new ReportBody(
          report.rows().size() - report.refused(),
          report.refused(),
          report.rows().stream().map(RowBody::of).toList());
    }
  }

  private final Imports imports;
  private final Scope scope;

  ImportsResource(Imports imports, Scope scope) {
    this.imports = imports;
    this.scope = scope;
  }

  @Operation(
      summary = "Register a device for each row of a CSV file; each row wholly or not at all")
  @PostMapping("/devices/import")
  ReportBody devices(
      @PathVariable String app,
      @RequestBody byte[] file,
      @RequestParam(defaultValue = "false") boolean rehearse) {
    return report(scope.app(app).id(), Kind.DEVICES, file, rehearse);
  }

  @Operation(summary = "Create an asset for each row of a CSV file; each row wholly or not at all")
  @PostMapping("/assets/import")
  ReportBody assets(
      @PathVariable String app,
      @RequestBody byte[] file,
      @RequestParam(defaultValue = "false") boolean rehearse) {
    return report(scope.app(app).id(), Kind.ASSETS, file, rehearse);
  }

  private ReportBody report(AppId app, Kind kind, byte[] file, boolean rehearse) {
    Outcome<Report> outcome =
        rehearse
            ? imports.rehearse(app, kind, file, Progress.NONE)
            : imports.run(app, kind, file, Progress.NONE);
    return ReportBody.of(RefusedRequest.orRefuse(outcome));
  }
}

package org.aisle.ui.dashboard;

import java.util.Locale;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.StoredDashboard;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.ui.dashboard.EditCheck.Checked;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is edited on a page, on what, and which tile is chosen. */
final class Editing {

  private static final int LONGEST_ID = 60;

  final App app;
  final String id;
  final EditScope scope;
  final Draft draft;
  final EditBoard board;

  /** What it was when the page was opened; null for a new one. */
  final @Nullable StoredDashboard read;

  Checked checked;
  int chosen = -1;

  Editing(
      App app,
      String id,
      EditScope scope,
      Draft draft,
      EditBoard board,
      @Nullable StoredDashboard read) {
    this.app = app;
    this.id = id;
    this.scope = scope;
    this.draft = draft;
    this.board = board;
    this.read = read;
    this.checked = EditCheck.check(id, draft.now(), scope.names());
  }

  /** A new dashboard without tiles. */
  static ObjectNode blank(EditScope scope) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("title", "New dashboard");
    tree.put("template", scope.templates().keySet().stream().findFirst().orElse(""));
    tree.put("range", "PT24H");
    tree.putArray("tiles");
    return tree;
  }

  String template() {
    return draft.now().head().path("template").asString("");
  }

  String title() {
    String written = draft.now().head().path("title").asString("");
    return written.isEmpty() ? "No title" : written;
  }

  String idToSave() {
    return read == null ? idOf(title()) : id;
  }

  /** Below the title: whether it can be saved, or who saved it last. */
  String words() {
    int faults = checked.faults().size();
    if (faults > 0) {
      return faults == 1
          ? "One thing keeps it from being saved; it is told where it is."
          : "%,d things keep it from being saved; they are told where they are.".formatted(faults);
    }
    if (read == null) {
      return "Not saved yet. Drag tiles, or choose one and use the arrow keys.";
    }
    ValueFormat format = ValueFormat.ofReader(app.zone());
    return "%s, revision %,d, changed by %s on %s (%s)."
        .formatted(
            read.owner() == null ? "For everybody" : "Yours alone",
            read.revision(),
            read.changedBy(),
            format.moment(read.changedAt()),
            format.zone().getId());
  }

  /** An id that says what the title says. */
  static String idOf(String title) {
    String id =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+", "");
    String cut = id.substring(0, Math.min(LONGEST_ID, id.length())).replaceAll("-+$", "");
    return cut.isEmpty() || cut.equals(EditView.NEW) ? "dashboard" : cut;
  }

  static Dashboard withId(Dashboard of, String id) {
    return new Dashboard(
        id, of.title(), of.template(), of.range(), of.tiles(), of.audience(), of.description());
  }
}

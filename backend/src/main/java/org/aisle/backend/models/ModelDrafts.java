package org.aisle.backend.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * The drafts of an app's device templates, one for each model. A draft may have faults; it is
 * published without. Thread-safe.
 *
 * <p>{@code line} is a model's id without its version: {@code dtmi:org:example:Cooler}. {@code
 * replaces} is the revision that was read before it was changed, 0 for none, null for whatever is
 * stored; a change is refused as a {@link #isConflict conflict} when another is stored.
 */
public interface ModelDrafts {

  /** Somebody saved another revision, ended the draft, or began one of this model. */
  Set<String> CONFLICTS = Set.of("draft.revision-conflict", "draft.ended-conflict", "draft.exists");

  /** By line. */
  List<ModelDraft> all(AppId app);

  Optional<ModelDraft> find(AppId app, String line);

  /**
   * Begins the next version of a published model, or a new model without fields when none is
   * published under that line. Refused when there is a draft of it.
   *
   * @param displayName null for what the published one has, or for what the id says
   */
  Outcome<ModelDraft> begin(AppId app, String line, @Nullable String displayName, String by);

  /**
   * Creates or replaces it by a text, which may have faults. Saving what is stored changes nothing.
   */
  Outcome<ModelDraft> put(
      AppId app, String line, String dtdl, @Nullable Integer replaces, String by);

  /** Makes all of the edits in the stored text, or none. */
  Outcome<ModelDraft> edit(
      AppId app, String line, List<ModelEdit> edits, @Nullable Integer replaces, String by);

  /**
   * Makes a draft of each device template that a document describes: DTDL, or a device template as
   * IoT Central exports it. All of them or none; refused where there is a draft already, unless
   * {@code replace}.
   */
  Outcome<List<ImportedModel>> take(AppId app, String document, boolean replace, String by);

  /** What would keep a text from being published as that model's draft; nothing is stored. */
  List<ModelProblem> check(AppId app, String line, String dtdl);

  /** Empty when there was none; refused when another revision is stored. */
  Optional<Outcome<ModelDraft>> remove(
      AppId app, String line, @Nullable Integer replaces, String by);

  /** Whether a change was refused because somebody else was faster. */
  static boolean isConflict(Outcome.Refused<?> refused) {
    return refused.problems().stream().anyMatch(p -> CONFLICTS.contains(p.code()));
  }
}

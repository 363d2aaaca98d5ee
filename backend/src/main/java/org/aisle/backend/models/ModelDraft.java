package org.aisle.backend.models;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.dtdl.ModelForm;
import org.jspecify.annotations.Nullable;

/**
 * The next version of a device template while people work on it.
 *
 * @param line the model's id without its version; an app has one draft of each
 * @param base the published version it was begun from, or null for a new model
 * @param dtdl its text, perhaps with faults
 * @param revision from 1, one more with every change
 * @param problems what keeps it from being published as it is; empty when nothing does
 * @param template what the text says; null when it has faults
 */
public record ModelDraft(
    String line,
    @Nullable Dtmi base,
    String dtdl,
    int revision,
    String changedBy,
    Instant changedAt,
    List<ModelProblem> problems,
    @Nullable DeviceTemplate template) {

  public ModelDraft {
    problems = List.copyOf(problems);
  }

  /** Its own entries for a form; empty when the text is no JSON. */
  public Optional<ModelForm> form() {
    return ModelForm.of(dtdl, line);
  }
}

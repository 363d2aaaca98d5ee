package org.aisle.backend.models;

import java.util.List;
import org.aisle.templates.dtdl.ImportNote;

/** A draft that came from a document, and what became of what the document says. */
public record ImportedModel(ModelDraft draft, List<ImportNote> notes) {
  public ImportedModel {
    notes = List.copyOf(notes);
  }
}

package org.aisle.ui.models;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aisle.backend.models.ImportedModel;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.dtdl.ImportNote;

/** Takes DTDL or an export of IoT Central, and says what became of each part of it. */
final class ImportModelDialog extends Dialog {

  private static final int MOST_BYTES = 4 << 20;
  private static final int LONGEST = 1_000_000;

  private final App app;
  private final ModelDrafts drafts;
  private final String me;
  private final Runnable changed;
  private final TextArea text = new TextArea("Or paste it");
  private final Checkbox replace = new Checkbox("Replace drafts of the same device templates");
  private final Div refusal = new Div();
  private final Div body = new Div();
  private final Button close = new Button("Cancel", click -> close());
  private final Button go = new Button("Import", click -> take());

  /**
   * @param changed called after drafts were made
   */
  ImportModelDialog(App app, ModelDrafts drafts, String me, Runnable changed) {
    this.app = app;
    this.drafts = drafts;
    this.me = me;
    this.changed = changed;
    setHeaderTitle("Import device templates");
    setWidth("min(760px, 94vw)");
    refusal.addClassNames("sign-in-notice", "rule-broken");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Upload upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> read(bytes)));
    upload.setAcceptedFileTypes(".json", "application/json", "text/plain");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(MOST_BYTES);
    upload.addFileRejectedListener(
        rejected ->
            refuse(
                List.of(
                    "That is no JSON file, or it has more than %d MiB: choose another."
                        .formatted(MOST_BYTES >> 20))));
    text.setMaxLength(LONGEST);
    text.setMinRows(5);
    text.setMaxRows(14);
    text.setWidthFull();
    text.addClassName("condition-text");
    text.getElement().setAttribute("spellcheck", "false");
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.addValueChangeListener(change -> go.setEnabled(!text.getValue().isBlank()));
    body.addClassName("form");
    body.add(
        new Paragraph(
            "DTDL version 2, 3 or 4, one interface or a list of them, or a device template as IoT"
                + " Central exports it. Each becomes a draft; nothing is published."),
        refusal,
        upload,
        text,
        replace);
    add(body);
    close.addThemeVariants(ButtonVariant.TERTIARY);
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.setEnabled(false);
    getFooter().add(close, go);
  }

  private void read(byte[] bytes) {
    try {
      String read = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String plain = read.startsWith("\uFEFF") ? read.substring(1) : read;
      if (plain.length() > LONGEST) {
        refuse(List.of("It has more than %,d characters: import it in parts.".formatted(LONGEST)));
        return;
      }
      refusal.setVisible(false);
      text.setValue(plain);
    } catch (CharacterCodingException e) {
      refuse(List.of("The file is not encoded in UTF-8: save it so and choose it again."));
    }
  }

  private void take() {
    switch (drafts.take(app.id(), text.getValue(), replace.getValue(), me)) {
      case Outcome.Done<List<ImportedModel>>(List<ImportedModel> taken) -> {
        report(taken);
        changed.run();
      }
      case Outcome.Refused<List<ImportedModel>>(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::sentence).toList());
    }
  }

  private void report(List<ImportedModel> taken) {
    setHeaderTitle(
        taken.size() == 1 ? "One draft was made" : "%,d drafts were made".formatted(taken.size()));
    body.removeAll();
    taken.forEach(imported -> body.add(report(imported)));
    go.setVisible(false);
    close.setText("Close");
  }

  private Div report(ImportedModel imported) {
    ModelDraft draft = imported.draft();
    Anchor open =
        new Anchor(
            ModelsNavigation.draftPath(app.id(), draft.line()),
            draft.form().map(f -> f.displayName()).orElse(draft.line()));
    open.getElement().setAttribute("router-link", "");
    open.getElement().addEventListener("click", event -> close());
    Span line = new Span(draft.line());
    line.addClassNames("mono", "muted");
    Div all = new Div(new H3(open), line);
    all.addClassName("model-imported");
    if (!draft.problems().isEmpty()) {
      all.add(
          new Paragraph(
              draft.problems().size() == 1
                  ? "One thing keeps it from being published; the draft says what."
                  : "%,d things keep it from being published; the draft says what."
                      .formatted(draft.problems().size())));
    }
    add(all, "Taken", imported.notes(), ImportNote.Kind.TAKEN);
    add(all, "Converted", imported.notes(), ImportNote.Kind.CONVERTED);
    add(all, "Left out", imported.notes(), ImportNote.Kind.LEFT_OUT);
    return all;
  }

  private static void add(Div to, String head, List<ImportNote> notes, ImportNote.Kind kind) {
    List<ImportNote> own = notes.stream().filter(note -> note.kind() == kind).toList();
    if (own.isEmpty()) {
      return;
    }
    UnorderedList list = new UnorderedList();
    for (ImportNote note : own) {
      ListItem item = new ListItem(new Span(note.sentence()));
      if (!note.where().isEmpty()) {
        Span where = new Span(note.where());
        where.addClassNames("mono", "muted", "model-where");
        item.add(where);
      }
      list.add(item);
    }
    Span title = new Span("%s (%,d)".formatted(head, own.size()));
    title.addClassName("model-notes-head");
    Div group = new Div(title, list);
    group.addClassNames(
        "model-notes", "model-notes-" + kind.name().toLowerCase(java.util.Locale.ROOT));
    to.add(group);
  }

  private void refuse(List<String> sentences) {
    UnorderedList list = new UnorderedList();
    sentences.forEach(sentence -> list.add(new ListItem(sentence)));
    refusal.removeAll();
    refusal.add(list);
    refusal.setVisible(true);
  }
}

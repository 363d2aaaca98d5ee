package org.aisle.ui.gallery;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.List;
import java.util.function.Consumer;
import org.aisle.backend.exchange.AppExchange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.TemplateProblem;
import org.jspecify.annotations.Nullable;

/** Takes the zipped folder of an app template and makes an app of it, or lists all its faults. */
final class ImportAppDialog extends Dialog {

  private static final int MOST_TOLD = 100;

  private final Apps apps;
  private final AppExchange exchange;
  private final Consumer<App> created;
  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final Div refusal = new Div();
  private final Paragraph found = new Paragraph();
  private final Button go = new Button("Import", click -> create());
  private final Checkbox breaking =
      new Checkbox("Take it as it is: what does not fit stays broken until somebody mends it");
  private byte[] archive = {};

  ImportAppDialog(Apps apps, AppExchange exchange, Consumer<App> created) {
    this.apps = apps;
    this.exchange = exchange;
    this.created = created;
    setHeaderTitle("Import a template");
    setWidth("min(640px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Upload upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> take(bytes)));
    upload.setAcceptedFileTypes(".zip", "application/zip", "application/x-zip-compressed");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(AppTemplateArchive.MAX_BYTES);
    upload.addAllFinishedListener(finished -> upload.clearFileList());
    upload.addFileRejectedListener(
        rejected ->
            refuse(
                List.of(
                    "That is no zip file, or it has more than %d MiB: choose another."
                        .formatted(AppTemplateArchive.MAX_BYTES >> 20))));
    name.setMaxLength(100);
    id.setMaxLength(40);
    id.setHelperText("Part of every device's user name; it cannot be changed later.");
    breaking.setVisible(false);
    breaking.addValueChangeListener(changed -> go.setEnabled(changed.getValue()));
    found.setVisible(false);
    found.getElement().setAttribute("role", "status");
    Div form =
        new Div(
            new Paragraph(
                "The zipped folder of an app template, such as an export of another server."
                    + " Nothing is created while it has faults."),
            refusal,
            breaking,
            upload,
            found,
            name,
            id);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    go.addThemeVariants(ButtonVariant.PRIMARY);
    go.setDisableOnClick(true);
    go.setEnabled(false);
    getFooter().add(cancel, go);
  }

  private void take(byte[] bytes) {
    refusal.setVisible(false);
    found.setVisible(false);
    breaking.setVisible(false);
    breaking.setValue(false);
    switch (AppTemplateArchive.read(bytes, "imported")) {
      case AppTemplateOutcome.Read read -> offer(bytes, read.template());
      case AppTemplateOutcome.Faults(List<TemplateProblem> faults, boolean onlyMisfits) -> {
        if (onlyMisfits
            && AppTemplateArchive.read(bytes, "imported", true)
                instanceof AppTemplateOutcome.Read read) {
          offer(bytes, read.template());
          breaking.setVisible(true);
        }
        go.setEnabled(false);
        refuse(faults.stream().limit(MOST_TOLD).map(ImportAppDialog::told).toList());
      }
    }
  }

  private void offer(byte[] bytes, AppTemplate template) {
    archive = bytes;
    name.setValue(template.name());
    id.setValue(AppIds.free(template.id(), apps));
    found.setText(
        "%s: %s.".formatted(template.name(), String.join(", ", TemplateCard.facts(template))));
    found.setVisible(true);
    go.setEnabled(true);
  }

  private static String told(TemplateProblem fault) {
    return "%s, line %d: %s".formatted(fault.file(), fault.line(), fault.sentence());
  }

  private void create() {
    switch (exchange.create(archive, given(id), given(name), breaking.getValue())) {
      case Outcome.Done<AppExchange.Imported>(AppExchange.Imported made) -> {
        close();
        created.accept(made.app());
      }
      case Outcome.Refused<AppExchange.Imported>(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::sentence).toList());
    }
    go.setEnabled(true);
  }

  private static @Nullable String given(TextField field) {
    String text = field.getValue().strip();
    return text.isEmpty() ? null : text;
  }

  private void refuse(List<String> sentences) {
    UnorderedList list = new UnorderedList();
    sentences.forEach(sentence -> list.add(new ListItem(sentence)));
    refusal.removeAll();
    refusal.add(list);
    refusal.setVisible(true);
  }
}

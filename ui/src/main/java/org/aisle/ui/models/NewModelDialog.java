package org.aisle.ui.models;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.registry.Outcome;

/** Begins a device template that does not exist yet. */
final class NewModelDialog extends Dialog {

  private final TextField name = new TextField("Display name");
  private final TextField id = new TextField("Id");
  private final Div refusal = new Div();
  private final String prefix;
  private final BiFunction<String, String, Outcome<ModelDraft>> begin;
  private final Consumer<ModelDraft> begun;

  /**
   * @param prefix what ids of this app begin with: {@code dtmi:com:example:}
   * @param begin takes an id and a display name
   */
  NewModelDialog(
      String prefix,
      BiFunction<String, String, Outcome<ModelDraft>> begin,
      Consumer<ModelDraft> begun) {
    this.prefix = prefix;
    this.begin = begin;
    this.begun = begun;
    setHeaderTitle("New device template");
    setWidth("min(520px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    name.setMaxLength(512);
    name.setRequiredIndicatorVisible(true);
    name.setAutofocus(true);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(
        change -> {
          if (id.getValue().equals(idOf(change.getOldValue()))) {
            id.setValue(idOf(change.getValue()));
          }
        });
    id.setMaxLength(128);
    id.setRequiredIndicatorVisible(true);
    id.setHelperText("Stays for ever; its last word names the table. Versions are counted.");
    Div form =
        new Div(
            new Paragraph("It begins as a draft without fields; nothing is published yet."),
            refusal,
            name,
            id);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button go = new Button("Begin", click -> begin());
    go.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, go);
  }

  private String idOf(String words) {
    String last = ModelNames.model(words);
    return last.isEmpty() ? "" : prefix + last;
  }

  private void begin() {
    boolean named = !name.getValue().isBlank();
    name.setErrorMessage(named ? "" : "Enter a name.");
    name.setInvalid(!named);
    if (!named) {
      return;
    }
    switch (begin.apply(id.getValue().strip(), name.getValue().strip())) {
      case Outcome.Done<ModelDraft>(ModelDraft draft) -> {
        close();
        begun.accept(draft);
      }
      case Outcome.Refused<ModelDraft>(var problems) -> {
        refusal.setText(
            problems.stream().map(Outcome.Problem::sentence).collect(Collectors.joining(" ")));
        refusal.setVisible(true);
      }
    }
  }
}

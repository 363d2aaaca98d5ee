package org.aisle.ui.rules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.aisle.backend.notification.Destination;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Destinations.Saved;
import org.aisle.backend.registry.Outcome;
import org.jspecify.annotations.Nullable;

/** Asks how a destination is reached; a new webhook's secret is shown once. */
final class DestinationDialog extends Dialog {

  private enum Kind {
    MAIL("Mail"),
    WEBHOOK("Webhook"),
    MQTT("MQTT");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final RadioButtonGroup<Kind> kind = new RadioButtonGroup<>("By");
  private final TextArea mail = new TextArea("Addresses, one per line");
  private final TextField url = new TextField("URL");
  private final TextField topic = new TextField("Topic");
  private final Div refusal = new Div();
  private final Div form = new Div();
  private final Function<Destination, Outcome<Saved>> save;
  private final Runnable done;

  /**
   * @param before what is changed, or null for a new one
   * @param done called after it was saved
   */
  DestinationDialog(
      @Nullable Destination before, Function<Destination, Outcome<Saved>> save, Runnable done) {
    this.save = save;
    this.done = done;
    setHeaderTitle(before == null ? "New destination" : "Edit " + before.name());
    setWidth("min(480px, 94vw)");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    name.setAutofocus(true);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    id.setMaxLength(63);
    id.setHelperText("Rules name it so; it stays for ever.");
    id.setReadOnly(before != null);
    kind.setItems(Kind.values());
    kind.setItemLabelGenerator(k -> k.label);
    kind.setValue(Kind.MAIL);
    kind.addClassName("range");
    mail.setMaxLength(4_000);
    mail.setMinRows(2);
    url.setMaxLength(2_000);
    url.setPlaceholder("https://");
    url.setHelperText("Every message is signed with a secret that is shown once.");
    topic.setMaxLength(200);
    topic.setHelperText("Below alerts/<app>/ at the gateway's broker.");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    name.addValueChangeListener(
        change -> {
          if (before == null && id.getValue().equals(RuleForm.idOf(change.getOldValue()))) {
            id.setValue(RuleForm.idOf(change.getValue()));
          }
        });
    kind.addValueChangeListener(change -> arrange());
    if (before != null) {
      show(before);
    }
    form.add(refusal, name, id, kind, mail, url, topic);
    form.addClassName("form");
    add(form);
    arrange();
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button keep = new Button("Save", click -> save());
    keep.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, keep);
  }

  private void show(Destination before) {
    name.setValue(before.name());
    id.setValue(before.id());
    switch (before.channel()) {
      case Channel.Mail m -> {
        kind.setValue(Kind.MAIL);
        mail.setValue(String.join("\n", m.to()));
      }
      case Channel.Webhook w -> {
        kind.setValue(Kind.WEBHOOK);
        url.setValue(w.url());
      }
      case Channel.Mqtt m -> {
        kind.setValue(Kind.MQTT);
        topic.setValue(m.topic());
      }
    }
  }

  private void arrange() {
    mail.setVisible(kind.getValue() == Kind.MAIL);
    url.setVisible(kind.getValue() == Kind.WEBHOOK);
    topic.setVisible(kind.getValue() == Kind.MQTT);
  }

  private Channel channel() {
    return switch (kind.getValue()) {
      case MAIL -> {
        List<String> to =
            Arrays.stream(mail.getValue().split("[\\s,;]+")).filter(t -> !t.isEmpty()).toList();
        yield new Channel.Mail(to);
      }
      case WEBHOOK -> new Channel.Webhook(url.getValue().strip());
      case MQTT -> new Channel.Mqtt(topic.getValue().strip());
    };
  }

  private void save() {
    refusal.setVisible(false);
    if (name.getValue().isBlank()) {
      name.setErrorMessage("Enter a name.");
      name.setInvalid(true);
      return;
    }
    name.setInvalid(false);
    Destination wanted = new Destination(id.getValue().strip(), name.getValue().strip(), channel());
    switch (save.apply(wanted)) {
      case Outcome.Done<Saved> ok -> {
        done.run();
        String secret = ok.value().secret();
        if (secret == null) {
          close();
        } else {
          show(secret);
        }
      }
      case Outcome.Refused<Saved> refused -> {
        refusal.setText(
            String.join(" ", refused.problems().stream().map(Outcome.Problem::sentence).toList()));
        refusal.setVisible(true);
      }
    }
  }

  private void show(String secret) {
    setHeaderTitle("The secret of " + name.getValue());
    setCloseOnOutsideClick(false);
    Pre shown = new Pre(secret);
    shown.addClassName("raw");
    shown.getElement().setAttribute("tabindex", "0");
    form.removeAll();
    form.add(
        new Paragraph(
            "With it the other side checks that a message comes from here. It is shown this once:"
                + " copy it now."),
        shown);
    getFooter().removeAll();
    Button copied = new Button("I have copied it", click -> close());
    copied.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(copied);
  }
}

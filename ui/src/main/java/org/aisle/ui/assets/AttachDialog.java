package org.aisle.ui.assets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/** Asks which device is attached from when until when, or when one was taken off. */
final class AttachDialog extends Dialog {

  /** When it begins, and when it ends or null. */
  record Span(DeviceId device, Instant from, @Nullable Instant to) {}

  private final ZoneId zone;
  private final ComboBox<Device> device = new ComboBox<>("Device");
  private final DateTimePicker from = new DateTimePicker("From");
  private final DateTimePicker to = new DateTimePicker("Until (empty: it stays attached)");
  private final Div refusal = new Div();

  private AttachDialog(String title, ZoneId zone) {
    this.zone = zone;
    setHeaderTitle(title);
    setWidth("min(460px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    from.setHelperText("Times are those of " + zone.getId() + ".");
  }

  static AttachDialog attach(
      ZoneId zone,
      List<Device> devices,
      Instant now,
      BiFunction<DeviceId, Span, Outcome<Asset>> attach,
      Runnable done) {
    AttachDialog dialog = new AttachDialog("Attach a device", zone);
    dialog.device.setItems(devices);
    dialog.device.setItemLabelGenerator(d -> d.name() + " (" + d.ref().device().value() + ")");
    dialog.device.setRequiredIndicatorVisible(true);
    dialog.from.setValue(LocalDateTime.ofInstant(now, zone).withSecond(0).withNano(0));
    Div form = new Div(dialog.refusal, dialog.device, dialog.from, dialog.to);
    form.addClassName("form");
    dialog.add(form);
    dialog.footer(
        "Attach",
        () -> {
          if (dialog.device.getValue() == null || dialog.from.getValue() == null) {
            dialog.refuse("Choose a device and the moment from which it is attached.");
            return;
          }
          DeviceId id = dialog.device.getValue().ref().device();
          Instant end = dialog.to.getValue() == null ? null : dialog.instant(dialog.to.getValue());
          Span span = new Span(id, dialog.instant(dialog.from.getValue()), end);
          dialog.finish(attach.apply(id, span), done);
        });
    return dialog;
  }

  static AttachDialog detach(
      ZoneId zone,
      DeviceId id,
      Instant now,
      java.util.function.Function<Instant, Outcome<Asset>> detach,
      Runnable done) {
    AttachDialog dialog = new AttachDialog("Take off " + id.value(), zone);
    dialog.from.setLabel("Taken off at");
    dialog.from.setValue(LocalDateTime.ofInstant(now, zone).withSecond(0).withNano(0));
    Div form = new Div(dialog.refusal, dialog.from);
    form.addClassName("form");
    dialog.add(form);
    dialog.footer(
        "Take off",
        () -> {
          if (dialog.from.getValue() == null) {
            dialog.refuse("Say when it was taken off.");
            return;
          }
          dialog.finish(detach.apply(dialog.instant(dialog.from.getValue())), done);
        });
    return dialog;
  }

  /** For a binding that was a mistake. */
  static AttachDialog unbind(
      DeviceId id, String when, Supplier<Outcome<Asset>> unbind, Runnable done) {
    AttachDialog dialog = new AttachDialog("Remove this time of " + id.value(), ZoneOffset.UTC);
    dialog.add(
        dialog.refusal,
        new Paragraph(
            "The asset is then as if %s had never been attached (%s). Rules judge that time again."
                .formatted(id.value(), when)));
    dialog.footer("Remove", () -> dialog.finish(unbind.get(), done));
    return dialog;
  }

  private void footer(String word, Runnable save) {
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button go = new Button(word, click -> save.run());
    go.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, go);
  }

  private Instant instant(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  private void finish(Outcome<Asset> outcome, Runnable done) {
    switch (outcome) {
      case Outcome.Done<Asset> ok -> {
        close();
        done.run();
      }
      case Outcome.Refused<Asset>(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
    }
  }

  private void refuse(String sentence) {
    refusal.setText(sentence);
    refusal.setVisible(true);
  }
}

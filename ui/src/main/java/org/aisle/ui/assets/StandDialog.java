package org.aisle.ui.assets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Place;

/** Asks at which place an asset stands, and since when. */
final class StandDialog extends Dialog {

  private final ComboBox<Place> place = new ComboBox<>("Place");
  private final DateTimePicker from = new DateTimePicker("From");
  private final Div refusal = new Div();

  /**
   * @param stand puts the asset there from that moment on
   */
  StandDialog(
      ZoneId zone,
      List<Place> places,
      Instant now,
      BiFunction<Place, Instant, Outcome<Asset>> stand,
      Runnable done) {
    setHeaderTitle("Put at a place");
    setWidth("min(460px, 94vw)");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    place.setItems(places);
    place.setItemLabelGenerator(p -> p.name() + " (" + p.id() + ")");
    place.setRequiredIndicatorVisible(true);
    if (places.isEmpty()) {
      place.setHelperText("This app has no places yet; draw one under Places first.");
    }
    from.setHelperText("Times are those of " + zone.getId() + ".");
    from.setValue(LocalDateTime.ofInstant(now, zone).withSecond(0).withNano(0));
    Div form = new Div(refusal, place, from);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button go =
        new Button(
            "Put there",
            click -> {
              if (place.getValue() == null || from.getValue() == null) {
                refuse("Choose a place and the moment from which it stands there.");
              } else {
                Instant since = from.getValue().atZone(zone).toInstant();
                finish(stand.apply(place.getValue(), since), done);
              }
            });
    go.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, go);
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

package org.aisle.ui.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aisle.backend.registry.Place;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Geofence;
import org.aisle.templates.rule.Trigger.Geofence.Where;
import org.aisle.templates.rule.Trigger.Window;
import org.jspecify.annotations.Nullable;

/**
 * What makes an alert. All kinds share their fields, so that switching between kinds keeps what
 * fits.
 */
final class TriggerForm extends Div {

  private enum Kind {
    THRESHOLD("A condition holds"),
    WINDOW("A value over a time"),
    ABSENCE("Nothing is heard"),
    GEOFENCE("A place is entered or left"),
    CHANGE("A value changes"),
    REPEATED("Something happens repeatedly");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  private enum Spot {
    HOME("The place its asset stands at"),
    PLACES("These places"),
    KIND("Any place of a kind"),
    OWN("A shape of its own");

    private final String label;

    Spot(String label) {
      this.label = label;
    }
  }

  private final Select<Kind> kind = new Select<>();
  private final ConditionField condition = new ConditionField("Condition");
  private final ConditionField of = new ConditionField("Value");
  private final ConditionField limit = new ConditionField("Limit");
  private final DurationField time = new DurationField("For at least");
  private final Select<Window.Aggregate> aggregate = new Select<>();
  private final Select<Window.Kind> windows = new Select<>();
  private final Select<Window.Comparison> comparison = new Select<>();
  private final IntegerField atLeast = new IntegerField("Values needed");
  private final Select<Geofence.Event> event = new Select<>();
  private final Select<Spot> where = new Select<>();
  private final MultiSelectComboBox<String> places = new MultiSelectComboBox<>("Places");
  private final ComboBox<String> placeKind = new ComboBox<>("Kind of place");
  private final ComboBox<String> field = new ComboBox<>("Field");
  private final TextField from = new TextField("From");
  private final TextField to = new TextField("To");
  private final IntegerField times = new IntegerField("How often");
  private final Paragraph ownShape =
      new Paragraph("The shape is kept as it is; the YAML of this rule shows and changes it.");
  private final Runnable changed;
  private Where.@Nullable Own own;
  private boolean setting = true;

  TriggerForm(RuleScope scope, Runnable changed) {
    this.changed = changed;
    addClassName("form");
    choice(kind, "An alert begins when", List.of(Kind.values()), k -> k.label);
    choice(
        aggregate,
        "Of the values take the",
        List.of(Window.Aggregate.values()),
        RuleSentence::aggregate);
    choice(
        windows,
        "Windows",
        List.of(Window.Kind.values()),
        k -> k == Window.Kind.SLIDING ? "the time before each reading" : "one after the other");
    choice(comparison, "It is", List.of(Window.Comparison.values()), RuleSentence::comparison);
    choice(
        event,
        "What happens",
        List.of(Geofence.Event.values()),
        e ->
            switch (e) {
              case ENTER -> "it enters";
              case LEAVE -> "it leaves";
              case INSIDE -> "it is inside";
              case OUTSIDE -> "it is outside";
            });
    choice(where, "Of", List.of(Spot.values()), w -> w.label);
    kind.setValue(Kind.THRESHOLD);
    aggregate.setValue(Window.Aggregate.AVG);
    windows.setValue(Window.Kind.SLIDING);
    comparison.setValue(Window.Comparison.ABOVE);
    event.setValue(Geofence.Event.OUTSIDE);
    where.setValue(Spot.HOME);
    places.setItems(scope.places().stream().map(Place::id).toList());
    places.setItemLabelGenerator(scope::placeName);
    placeKind.setItems(scope.places().stream().map(Place::kind).distinct().sorted().toList());
    placeKind.setAllowCustomValue(true);
    placeKind.addCustomValueSetListener(set -> placeKind.setValue(set.getDetail()));
    field.setAllowCustomValue(true);
    field.addCustomValueSetListener(set -> field.setValue(set.getDetail()));
    from.setPlaceholder("any value");
    to.setPlaceholder("any value");
    times.setStepButtonsVisible(true);
    times.setValue(3);
    atLeast.setStepButtonsVisible(true);
    atLeast.setValue(1);
    time.setValue(Duration.ofMinutes(30));
    ownShape.addClassName("muted");
    for (TextField text : List.of(from, to)) {
      text.setValueChangeMode(ValueChangeMode.LAZY);
      text.addValueChangeListener(change -> changed());
    }
    List.of(condition, of, limit).forEach(c -> c.addValueChangeListener(change -> changed()));
    List.of(times, atLeast).forEach(c -> c.addValueChangeListener(change -> changed()));
    time.addValueChangeListener(change -> changed());
    places.addValueChangeListener(change -> changed());
    placeKind.addValueChangeListener(change -> changed());
    field.addValueChangeListener(change -> changed());
    add(
        kind,
        condition,
        row(aggregate, windows),
        of,
        row(comparison, atLeast),
        limit,
        row(event, where),
        places,
        placeKind,
        ownShape,
        field,
        row(from, to),
        times,
        time);
    arrange();
    setting = false;
  }

  private <T> void choice(
      Select<T> select,
      String label,
      List<T> items,
      com.vaadin.flow.component.ItemLabelGenerator<T> words) {
    select.setLabel(label);
    select.setItems(items);
    select.setItemLabelGenerator(words);
    select.addValueChangeListener(
        change -> {
          if (!setting) {
            arrange();
            changed.run();
          }
        });
  }

  private static Div row(Component... fields) {
    Div row = new Div(fields);
    row.addClassName("field-row");
    return row;
  }

  private void changed() {
    if (!setting) {
      changed.run();
    }
  }

  /** Shows the fields that the chosen kind needs, and no others. */
  private void arrange() {
    Kind now = kind.getValue();
    boolean window = now == Kind.WINDOW;
    boolean fence = now == Kind.GEOFENCE;
    boolean change = now == Kind.CHANGE;
    condition.setVisible(now == Kind.THRESHOLD || now == Kind.REPEATED);
    of.setVisible(window);
    limit.setVisible(window);
    parent(aggregate).setVisible(window);
    parent(comparison).setVisible(window);
    parent(event).setVisible(fence);
    places.setVisible(fence && where.getValue() == Spot.PLACES);
    placeKind.setVisible(fence && where.getValue() == Spot.KIND);
    ownShape.setVisible(fence && where.getValue() == Spot.OWN);
    field.setVisible(change);
    parent(from).setVisible(change);
    times.setVisible(now == Kind.REPEATED);
    time.setVisible(!change && !(fence && momentary(event.getValue())));
    time.setLabel(
        switch (now) {
          case WINDOW -> "Within a window of";
          case ABSENCE -> "For longer than";
          case REPEATED -> "Within";
          case THRESHOLD, GEOFENCE, CHANGE -> "For at least (0 is at once)";
        });
  }

  private static Component parent(Component field) {
    return field.getParent().orElseThrow();
  }

  private static boolean momentary(Geofence.@Nullable Event event) {
    return event == Geofence.Event.ENTER || event == Geofence.Event.LEAVE;
  }

  void setVocabulary(Vocabulary vocabulary) {
    List.of(condition, of, limit).forEach(c -> c.setVocabulary(vocabulary));
    String chosen = field.getValue();
    field.setItems(vocabulary.names().stream().map(Name::name).toList());
    field.setValue(chosen);
  }

  Trigger trigger() {
    Duration length = time.or(Duration.ZERO);
    return switch (kind.getValue()) {
      case THRESHOLD -> new Trigger.Threshold(condition.getValue(), length);
      case WINDOW ->
          new Window(
              aggregate.getValue(),
              of.getValue(),
              length,
              windows.getValue(),
              comparison.getValue(),
              limit.getValue(),
              number(atLeast));
      case ABSENCE -> new Trigger.Absence(length);
      case GEOFENCE ->
          new Geofence(
              event.getValue(), where(), momentary(event.getValue()) ? Duration.ZERO : length);
      case CHANGE ->
          new Trigger.Change(
              field.getValue() == null ? "" : field.getValue(),
              orNull(from.getValue()),
              orNull(to.getValue()));
      case REPEATED -> new Trigger.Repeated(condition.getValue(), number(times), length);
    };
  }

  private static int number(IntegerField field) {
    return field.getValue() == null ? 0 : field.getValue();
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private Where where() {
    return switch (where.getValue()) {
      case HOME -> new Where.Home();
      case PLACES -> new Where.Places(places.getValue().stream().sorted().toList());
      case KIND -> new Where.OfKind(placeKind.getValue() == null ? "" : placeKind.getValue());
      case OWN -> own == null ? new Where.Home() : own;
    };
  }

  /** Shows a trigger without telling anybody. */
  void show(Trigger trigger) {
    setting = true;
    switch (trigger) {
      case Trigger.Threshold t -> {
        kind.setValue(Kind.THRESHOLD);
        condition.setValue(t.condition());
        time.setValue(t.holdFor());
      }
      case Window w -> {
        kind.setValue(Kind.WINDOW);
        aggregate.setValue(w.aggregate());
        of.setValue(w.of());
        windows.setValue(w.kind());
        comparison.setValue(w.comparison());
        limit.setValue(w.limit());
        atLeast.setValue(w.atLeast());
        time.setValue(w.width());
      }
      case Trigger.Absence a -> {
        kind.setValue(Kind.ABSENCE);
        time.setValue(a.limit());
      }
      case Geofence g -> {
        kind.setValue(Kind.GEOFENCE);
        event.setValue(g.event());
        time.setValue(g.holdFor());
        show(g.where());
      }
      case Trigger.Change c -> {
        kind.setValue(Kind.CHANGE);
        field.setValue(c.field());
        from.setValue(c.from() == null ? "" : c.from());
        to.setValue(c.to() == null ? "" : c.to());
      }
      case Trigger.Repeated r -> {
        kind.setValue(Kind.REPEATED);
        condition.setValue(r.condition());
        times.setValue(r.times());
        time.setValue(r.within());
      }
    }
    arrange();
    setting = false;
  }

  private void show(Where what) {
    own = what instanceof Where.Own shape ? shape : null;
    switch (what) {
      case Where.Home home -> where.setValue(Spot.HOME);
      case Where.Places some -> {
        where.setValue(Spot.PLACES);
        places.setValue(Set.copyOf(some.ids()));
      }
      case Where.OfKind any -> {
        where.setValue(Spot.KIND);
        placeKind.setValue(any.kind());
      }
      case Where.Own shape -> where.setValue(Spot.OWN);
    }
  }

  /** Which field shows the faults of which key. */
  Map<String, HasValidation> fields() {
    return Map.ofEntries(
        Map.entry("when.condition", condition),
        Map.entry("when.for", time),
        Map.entry("when.silent", time),
        Map.entry("when.repeated.condition", condition),
        Map.entry("when.repeated.times", times),
        Map.entry("when.repeated.within", time),
        Map.entry("when.window.of", of),
        Map.entry("when.window.limit", limit),
        Map.entry("when.window.width", time),
        Map.entry("when.window.atLeast", atLeast),
        Map.entry("when.geofence.kind", placeKind),
        Map.entry("when.geofence.places", places),
        Map.entry("when.geofence", event),
        Map.entry("when.change.field", field),
        Map.entry("when.change.from", from),
        Map.entry("when.change.to", to));
  }

  void setReadOnly(boolean readOnly) {
    List.of(kind, aggregate, windows, comparison, event, where)
        .forEach(s -> s.setReadOnly(readOnly));
    List.of(condition, of, limit).forEach(c -> c.setReadOnly(readOnly));
    List.of(from, to).forEach(t -> t.setReadOnly(readOnly));
    List.of(times, atLeast).forEach(t -> t.setReadOnly(readOnly));
    time.setReadOnly(readOnly);
    places.setReadOnly(readOnly);
    placeKind.setReadOnly(readOnly);
    field.setReadOnly(readOnly);
  }
}

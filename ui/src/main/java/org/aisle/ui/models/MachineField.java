package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.ui.models.MachineDraft.State;
import org.aisle.ui.models.MachineDraft.Step;
import org.jspecify.annotations.Nullable;

/** A state machine as a form and as JSON, two views of one: its states, and what leads where. */
final class MachineField extends Div implements TransitionLine.Steps {

  private static final String FORM = "Form";
  private static final String JSON = "JSON";
  private static final String EXAMPLE =
      """
      {"kind": "stateMachine", "initial": "closed", "transitions": [
        {"from": "closed", "to": "open", "when": "doorOpen", "for": "PT1M"},
        {"from": "open", "to": "closed", "when": "!doorOpen"}]}
      """;
  private static final Pattern PLACE =
      Pattern.compile("/derivation/transitions/([0-9]{1,4})(?:/([a-z]*))?");
  private static final Pattern STATE = Pattern.compile("/schema/enumValues/([0-9]{1,4}).*");

  private final @Nullable Vocabulary vocabulary;
  private final Runnable changed;
  private final RadioButtonGroup<String> surface = new RadioButtonGroup<>();
  private final Paragraph onlyText =
      new Paragraph("The form cannot show all that this text says, so it is shown as JSON.");
  private final UnorderedList states = new UnorderedList();
  private final List<StateLine> named = new ArrayList<>();
  private final Select<String> initial = new Select<>();
  private final OrderedList transitions = new OrderedList();
  private final List<TransitionLine> steps = new ArrayList<>();
  private final Div form;
  private final SchemaField schema = new SchemaField("Type: an Enum of all states");
  private final TextArea json = new TextArea("Derivation as JSON");
  private final Div text = new Div(schema, json);
  private String before = "";
  private MachineDraft shown = MachineDraft.BLANK;
  private boolean setting;

  /**
   * @param vocabulary the names that a condition may use; null when they are not known
   * @param changed told after every change by hand
   */
  MachineField(@Nullable Vocabulary vocabulary, Runnable changed) {
    this.vocabulary = vocabulary;
    this.changed = changed;
    surface.setAriaLabel("How the state machine is shown");
    surface.setItems(FORM, JSON);
    surface.setValue(FORM);
    surface.addClassName("range");
    surface.addValueChangeListener(
        change -> {
          if (!setting) {
            turn();
          }
        });
    states.addClassName("machine-states");
    Button state = new Button("Add a state", VaadinIcon.PLUS.create(), click -> addState());
    initial.setLabel("Begins as");
    initial.setPlaceholder("Choose a state");
    initial.addValueChangeListener(change -> changed());
    transitions.addClassName("machine-steps");
    Button step = new Button("Add a transition", VaadinIcon.PLUS.create(), click -> addStep());
    Paragraph rule =
        new Paragraph(
            "At each reading the first one out of the current state whose condition has held that"
                + " long is taken.");
    rule.addClassName("muted");
    form =
        new Div(
            new H3("States"),
            states,
            state,
            initial,
            new H3("Transitions"),
            rule,
            transitions,
            step);
    form.addClassName("machine-form");
    json.addClassName("condition-text");
    json.setMaxLength(100_000);
    json.setMinRows(5);
    json.setMaxRows(16);
    json.setWidthFull();
    json.setPlaceholder(EXAMPLE);
    json.setValueChangeMode(ValueChangeMode.LAZY);
    json.getElement().setAttribute("spellcheck", "false");
    json.addValueChangeListener(
        change -> {
          if (MachineDraft.of(schema.getValue(), json.getValue()).isPresent()) {
            onlyText.setVisible(false);
          }
          changed();
        });
    schema.addValueChangeListener(change -> changed());
    text.addClassName("form");
    onlyText.addClassName("sign-in-notice");
    addClassNames("form", "machine");
    add(surface, onlyText, form, text);
    show(MachineDraft.BLANK.schema(""), "");
  }

  /** Shows what a model says, as a form when that can show all of it. */
  void show(String ofSchema, String derivation) {
    setting = true;
    schema.setValue(ofSchema);
    json.setValue(derivation.isEmpty() ? "" : SchemaField.indented(derivation));
    Optional<MachineDraft> machine =
        derivation.isEmpty()
            ? Optional.of(MachineDraft.BLANK)
            : MachineDraft.of(ofSchema, derivation);
    machine.ifPresent(of -> fill(of, ofSchema));
    surface.setValue(machine.isPresent() ? FORM : JSON);
    setting = false;
    arrange(machine.isEmpty());
  }

  private void fill(MachineDraft machine, String ofSchema) {
    before = ofSchema;
    shown = machine;
    named.clear();
    steps.clear();
    machine.states().forEach(this::line);
    machine.steps().forEach(this::line);
    TransitionLine.offer(initial, machine.initial().isEmpty() ? null : machine.initial(), Map.of());
    listed();
  }

  private void turn() {
    boolean asForm = FORM.equals(surface.getValue());
    if (asForm) {
      show(schema.getValue(), json.getValue());
    } else {
      setting = true;
      MachineDraft now = now();
      schema.setValue(now.schema(before));
      json.setValue(now.equals(MachineDraft.BLANK) ? "" : SchemaField.indented(derivation(now)));
      setting = false;
      arrange(false);
    }
    changed();
  }

  private void arrange(boolean cannot) {
    boolean asForm = FORM.equals(surface.getValue());
    onlyText.setVisible(cannot);
    form.setVisible(asForm);
    text.setVisible(!asForm);
  }

  private boolean asForm() {
    return form.isVisible();
  }

  private MachineDraft now() {
    String first = initial.getValue();
    return new MachineDraft(
        named.stream().map(StateLine::state).toList(),
        first == null ? "" : first,
        steps.stream().map(TransitionLine::step).toList());
  }

  /** What was not changed stays as it was written. */
  private String derivation(MachineDraft now) {
    return now.equals(shown) && !json.isEmpty() ? json.getValue() : now.derivation();
  }

  /** The Enum of the states. */
  String schema() {
    return asForm() ? now().schema(before) : schema.getValue();
  }

  String derivation() {
    return asForm() ? derivation(now()) : json.getValue();
  }

  private StateLine line(State state) {
    StateLine line = new StateLine(state, this::renamed, this::remove);
    named.add(line);
    return line;
  }

  private TransitionLine line(Step step) {
    TransitionLine line = new TransitionLine(step, vocabulary, this);
    steps.add(line);
    return line;
  }

  private void addState() {
    StateLine line = line(new State("", "", null));
    listed();
    line.focus();
    changed();
  }

  private void remove(StateLine line) {
    named.remove(line);
    listed();
    changed();
  }

  /** Transitions follow a state that gets another name. */
  private void renamed(String from, String to) {
    boolean taken = named.stream().filter(line -> line.name().equals(to)).count() > 1;
    if (!from.isEmpty() && !from.equals(to) && !taken) {
      steps.forEach(line -> line.rename(from, to));
      if (from.equals(initial.getValue())) {
        setting = true;
        TransitionLine.offer(initial, to, Map.of());
        setting = false;
      }
    }
    offer();
    changed();
  }

  private void addStep() {
    TransitionLine line = line(new Step(null, "", "", null));
    listed();
    line.focus();
    changed();
  }

  @Override
  public void remove(TransitionLine line) {
    steps.remove(line);
    listed();
    changed();
  }

  @Override
  public void move(TransitionLine line, int by) {
    int at = steps.indexOf(line);
    int next = Math.clamp((long) at + by, 0, steps.size() - 1);
    Collections.swap(steps, at, next);
    listed();
    line.focusMove(by);
    changed();
  }

  /** Puts the lines in their order. */
  private void listed() {
    order(states, named);
    order(transitions, steps);
    for (int i = 0; i < named.size(); i++) {
      named.get(i).number(i + 1);
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).number(i + 1, steps.size());
    }
    offer();
  }

  private static void order(HasComponents list, List<? extends Component> lines) {
    list.removeAll();
    lines.forEach(list::add);
  }

  private void offer() {
    Map<String, String> offered = new LinkedHashMap<>();
    for (StateLine line : named) {
      State state = line.state();
      if (!state.name().isEmpty()) {
        offered.putIfAbsent(state.name(), state.label().isEmpty() ? state.name() : state.label());
      }
    }
    boolean was = setting;
    setting = true;
    steps.forEach(line -> line.offer(offered));
    TransitionLine.offer(initial, initial.getValue(), offered);
    setting = was;
  }

  @Override
  public void changed() {
    if (!setting) {
      changed.run();
    }
  }

  /** Shows what belongs to a line beside it, and returns the rest. */
  List<EditProblem> show(List<EditProblem> problems) {
    named.forEach(line -> line.tell(""));
    steps.forEach(TransitionLine::clear);
    tell(initial, "");
    return asForm() ? problems.stream().filter(problem -> !isShown(problem)).toList() : problems;
  }

  private boolean isShown(EditProblem problem) {
    Matcher place = PLACE.matcher(problem.path());
    Matcher state = STATE.matcher(problem.path());
    if (place.matches() && Integer.parseInt(place.group(1)) < steps.size()) {
      String key = place.group(2);
      steps.get(Integer.parseInt(place.group(1))).tell(key == null ? "" : key, problem.sentence());
      return true;
    }
    if (state.matches() && Integer.parseInt(state.group(1)) < named.size()) {
      named.get(Integer.parseInt(state.group(1))).tell(problem.sentence());
      return true;
    }
    if (problem.path().equals("/derivation/initial")) {
      tell(initial, problem.sentence());
      return true;
    }
    return false;
  }

  private static void tell(Select<String> field, String sentence) {
    field.setErrorMessage(sentence);
    field.setInvalid(!sentence.isEmpty());
  }
}

package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.aisle.backend.registry.AppPlans.Outlook;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Member;

/** Which devices live before there are real ones, and how much of the past they make up. */
final class SimulationStep implements Step {

  private static final Map<String, String> HISTORIES = new LinkedHashMap<>();

  static {
    HISTORIES.put("PT0S", "None");
    HISTORIES.put("P1D", "1 day");
    HISTORIES.put("P7D", "7 days");
    HISTORIES.put("P30D", "30 days");
  }

  private final Draft draft;
  private final Supplier<Outcome<Outlook>> outlook;
  private final boolean simulates;
  private final RadioButtonGroup<String> history = new RadioButtonGroup<>("History");
  private final Paragraph estimate = new Paragraph();
  private final Div refusal = new Div();
  private final List<KindField> kinds = new ArrayList<>();

  SimulationStep(Draft draft, Supplier<Outcome<Outlook>> outlook, boolean simulates) {
    this.draft = draft;
    this.outlook = outlook;
    this.simulates = simulates;
    history.setItems(HISTORIES.keySet());
    history.setItemLabelGenerator(SimulationStep::label);
    history.setHelperText("What the devices would have measured before you came.");
    history.addClassName("range");
    history.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            draft.history(change.getValue());
            estimate();
          }
        });
    estimate.addClassName("wizard-estimate");
    estimate.getElement().setAttribute("role", "status");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
  }

  static String label(String duration) {
    return HISTORIES.getOrDefault(duration, duration);
  }

  @Override
  public String label() {
    return "Simulation";
  }

  @Override
  public String question() {
    return "Which devices live before there are real ones?";
  }

  @Override
  public Component fields() {
    Div all = new Div(refusal);
    all.addClassName("stack");
    AppTemplate template = draft.template();
    if (template == null) {
      all.add(
          panel(new Paragraph("An empty app has no devices yet: there is nothing to simulate.")));
      return all;
    }
    if (!simulates) {
      Div silent =
          new Div(
              "This server lets no devices live: they are registered, and stay silent until real"
                  + " ones take their place. ./aisle demo simulates.");
      silent.addClassName("sign-in-notice");
      all.add(silent);
    }
    all.add(devices(template));
    history.setValue(draft.history());
    Div past = panel(new H3("The past"), history, estimate);
    past.setVisible(simulates);
    all.add(past);
    estimate();
    return all;
  }

  private Component devices(AppTemplate template) {
    kinds.clear();
    Map<String, List<Member>> byKind = new LinkedHashMap<>();
    template
        .fleet()
        .members()
        .forEach(m -> byKind.computeIfAbsent(m.template(), kind -> new ArrayList<>()).add(m));
    Div list = new Div();
    list.addClassName("kind-list");
    byKind.forEach(
        (kind, members) -> {
          String name = template.deviceTemplate(kind).map(type -> type.displayName()).orElse(kind);
          KindField field = new KindField(name, members, draft.devices(), this::collect);
          kinds.add(field);
          list.add(field);
        });
    Button every = new Button("All", click -> kinds.forEach(KindField::all));
    Button none = new Button("None", click -> kinds.forEach(KindField::none));
    every.setAriaLabel("All devices");
    none.setAriaLabel("No devices");
    every.addThemeVariants(ButtonVariant.TERTIARY);
    none.addThemeVariants(ButtonVariant.TERTIARY);
    Div bar = new Div(new H3("Devices"), every, none);
    bar.addClassName("bar");
    return panel(bar, list);
  }

  private void collect() {
    Set<String> chosen = new LinkedHashSet<>();
    kinds.forEach(kind -> chosen.addAll(kind.chosen()));
    draft.devices(chosen);
    estimate();
  }

  private void estimate() {
    switch (outlook.get()) {
      case Outcome.Done<Outlook>(Outlook out) -> estimate.setText(sentence(out));
      case Outcome.Refused<Outlook> refused ->
          estimate.setText("How much that is shows once the name and the id can be used.");
    }
  }

  static String sentence(Outlook out) {
    if (out.devices() == 0) {
      return "Nothing is simulated; register real devices afterwards.";
    }
    String who = TemplateCard.count(out.devices(), "device");
    if (!out.simulated()) {
      return who + ", registered and silent.";
    }
    return out.history().compareTo(Duration.ZERO) == 0
        ? who + " that report from now on."
        : "%s with about %,d readings of the past, at most one a minute and device."
            .formatted(who, out.rows());
  }

  private static Div panel(Component... parts) {
    Div panel = new Div(parts);
    panel.addClassName("panel");
    return panel;
  }

  @Override
  public boolean concerns(Problem problem) {
    return problem.code().startsWith("simulate.") || problem.code().startsWith("history.");
  }

  @Override
  public void show(List<Problem> problems) {
    refusal.setText(String.join(" ", problems.stream().map(Problem::sentence).toList()));
    refusal.setVisible(!problems.isEmpty());
  }
}

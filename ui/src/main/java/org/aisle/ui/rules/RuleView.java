package org.aisle.ui.rules;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.Rules;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.RuleJson;
import org.aisle.templates.rule.RuleOutcome;
import org.aisle.templates.rule.RuleReader;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** One rule as a form and as YAML, checked while it is written, tried before it is saved. */
@Route("app/:app/rules/:rule([a-z][a-z0-9-]{0,62})")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
final class RuleView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  /** In the address, in place of an id. */
  static final String NEW = "new";

  /** In the address: which rule a new one begins as. */
  static final String COPY_OF = "copy";

  private final Apps apps;
  private final RuleReading reading;
  private final PreviewRuns runs;
  private final InstantSource clock;
  private final String me;
  private final boolean mayChange;
  private final H1 title = new H1();
  private final Paragraph summary = new Paragraph();
  private final Div conflict = new Div();
  private final Div faults = new Div();
  private final TextArea yaml = new TextArea();
  private final Button save = new Button("Save");
  private @Nullable App app;
  private @Nullable RuleScope scope;
  private @Nullable RuleForm form;
  private @Nullable PreviewPanel preview;
  private @Nullable SinceField since;
  private @Nullable Rule rule;
  private boolean isNew;
  private int revision;
  private boolean writing;

  RuleView(
      Apps apps,
      RuleReading reading,
      PreviewRuns runs,
      AuthenticationContext authentication,
      InstantSource clock) {
    this.apps = apps;
    this.reading = reading;
    this.runs = runs;
    this.clock = clock;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "rule-page");
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickListener(click -> save());
    faults.addClassName("rule-faults");
    faults.getElement().setAttribute("role", "status");
    conflict.addClassName("sign-in-notice");
    conflict.getElement().setAttribute("role", "alert");
    yaml.setAriaLabel("The rule as YAML");
    yaml.addClassNames("condition-text", "rule-yaml");
    yaml.setWidthFull();
    yaml.setMinRows(16);
    yaml.setMaxLength(100_000);
    yaml.setValueChangeMode(ValueChangeMode.LAZY);
    yaml.getElement().setAttribute("spellcheck", "false");
    yaml.addValueChangeListener(change -> yamlChanged(change.isFromClient()));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    String id = event.getRouteParameters().get("rule").orElse(NEW);
    Optional<StoredRule> stored = reading.rules().find(in.id(), id);
    isNew = stored.isEmpty();
    if (isNew && !(id.equals(NEW) && mayChange)) {
      throw new NotFoundException("There is no such rule.");
    }
    app = in;
    RuleScope known = reading.scope(in);
    scope = known;
    revision = stored.map(s -> s.active().revision()).orElse(0);
    Rule shown =
        stored
            .map(s -> s.active().rule())
            .orElseGet(
                () ->
                    event
                        .getLocation()
                        .getQueryParameters()
                        .getSingleParameter(COPY_OF)
                        .flatMap(from -> reading.rules().find(in.id(), from))
                        .map(from -> copy(from.active().rule()))
                        .orElseGet(() -> blank(known)));
    build(in, known, stored, shown);
  }

  private void build(App in, RuleScope known, Optional<StoredRule> stored, Rule shown) {
    removeAll();
    RuleForm fields = new RuleForm(known, this::formChanged);
    form = fields;
    Div words = new Div(title, summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    if (mayChange) {
      SinceField judged =
          new SinceField(in.zone(), LocalDate.ofInstant(clock.instant(), in.zone()));
      since = judged;
      Div actions = new Div(judged, save);
      actions.addClassName("page-actions");
      head.add(actions);
    }
    conflict.setVisible(false);
    RadioButtonGroup<String> surface = new RadioButtonGroup<>();
    surface.setAriaLabel("How the rule is shown");
    surface.setItems("Form", "YAML");
    surface.setValue("Form");
    surface.addClassName("range");
    yaml.setVisible(false);
    yaml.setReadOnly(!mayChange);
    surface.addValueChangeListener(
        change -> {
          boolean asForm = "Form".equals(change.getValue());
          fields.setVisible(asForm);
          yaml.setVisible(!asForm);
        });
    Div editor = new Div(surface, fields, yaml);
    editor.addClassName("rule-editor");
    PreviewPanel tried =
        new PreviewPanel(
            in, reading.rules(), runs, () -> rule == null ? shown : rule, reading::deviceName);
    preview = tried;
    Div side = new Div(faults, tried);
    side.addClassName("rule-side");
    Div columns = new Div(editor, side);
    columns.addClassName("rule-columns");
    add(head, conflict, columns);
    fields.show(shown, isNew);
    if (!mayChange) {
      fields.setReadOnly(true);
    }
    stored.ifPresent(s -> summary.setText(known(in, s)));
    if (stored.isEmpty()) {
      summary.setText("It judges what is observed after it was saved, unless a day is chosen.");
    }
    take(shown, true);
  }

  private static String known(App in, StoredRule stored) {
    ValueFormat format = ValueFormat.ofReader(in.zone());
    return "Revision %,d, changed by %s on %s (%s)."
        .formatted(
            stored.active().revision(),
            stored.changedBy(),
            format.moment(stored.changedAt()),
            format.zone().getId());
  }

  private static Rule blank(RuleScope scope) {
    return new Rule(
        "",
        "",
        null,
        scope.templates().isEmpty() ? "" : scope.templates().getFirst().id().lastSegment(),
        new TreeMap<>(),
        new Trigger.Threshold("", Duration.ofMinutes(30)),
        null,
        null,
        null,
        Severity.WARNING,
        List.of(),
        Rule.USUAL_GAP,
        Rule.Notification.NOBODY,
        true);
  }

  private static Rule copy(Rule of) {
    String name = of.name() + " (copy)";
    return new Rule(
        RuleForm.idOf(name),
        name,
        of.description(),
        of.template(),
        of.where(),
        of.group(),
        of.trigger(),
        of.clear(),
        of.unless(),
        of.schedule(),
        of.severity(),
        of.escalations(),
        of.gap(),
        of.notification(),
        of.enabled());
  }

  private void formChanged() {
    if (!writing && form != null) {
      take(form.rule(), true);
    }
  }

  private void yamlChanged(boolean byHand) {
    RuleForm fields = form;
    if (writing || !byHand || fields == null) {
      return;
    }
    String id = isNew ? fields.rule().id() : rule == null ? "" : rule.id();
    switch (RuleReader.yaml(id, yaml.getValue().getBytes(StandardCharsets.UTF_8))) {
      case RuleOutcome.Read read -> {
        writing = true;
        fields.show(read.rule(), isNew);
        writing = false;
        take(read.rule(), false);
      }
      case RuleOutcome.Faults faulty -> {
        rule = null;
        show(faulty.faults());
      }
    }
  }

  /** The rule is this one now, wherever it was written. */
  private void take(Rule now, boolean writeYaml) {
    App in = app;
    RuleScope known = scope;
    if (in == null || known == null) {
      return;
    }
    rule = now;
    title.setText(now.name().isBlank() ? "New rule" : now.name());
    if (writeYaml) {
      writing = true;
      yaml.setValue(RuleJson.yaml(now));
      writing = false;
    }
    show(reading.check(in.id(), now, isNew));
  }

  private void show(List<RuleFault> found) {
    faults.removeAll();
    if (form != null) {
      form.show(found);
    }
    boolean sound = found.isEmpty();
    save.setEnabled(sound && mayChange);
    if (preview != null) {
      preview.setPossible(sound);
    }
    RuleScope known = scope;
    if (sound && rule != null && known != null) {
      Paragraph says = new Paragraph(RuleSentence.of(rule, known));
      says.addClassName("rule-says");
      faults.add(says);
      return;
    }
    UnorderedList list = new UnorderedList();
    found.forEach(
        fault ->
            list.add(
                new ListItem(
                    (fault.key().isEmpty() ? "" : fault.key() + ": ") + fault.sentence())));
    Paragraph why =
        new Paragraph(
            found.size() == 1
                ? "One thing keeps it from being saved:"
                : "%,d things keep it from being saved:".formatted(found.size()));
    faults.add(why, list);
  }

  private void save() {
    App in = app;
    Rule now = rule;
    if (in == null || now == null || !mayChange) {
      return;
    }
    Instant from = since == null ? null : since.since();
    switch (reading.rules().put(in.id(), now, revision, from, me)) {
      case Outcome.Done<StoredRule> done -> {
        if (since != null) {
          since.clear();
        }
        Notification.show(saved(in, done.value()));
        getUI().ifPresent(ui -> ui.navigate(RulesNavigation.path(in.id(), now.id())));
        if (!isNew) {
          revision = done.value().active().revision();
          summary.setText(known(in, done.value()));
          conflict.setVisible(false);
        }
      }
      case Outcome.Refused<StoredRule> refused -> refuse(in, now, refused);
    }
  }

  private static String saved(App in, StoredRule stored) {
    Instant from = stored.active().since();
    String saved = "Saved as revision %,d.".formatted(stored.active().revision());
    return from == null || !from.isBefore(stored.changedAt())
        ? saved
        : saved
            + " It also judges what is stored since %s."
                .formatted(ValueFormat.ofReader(in.zone()).moment(from));
  }

  /** Who saved or removed it meanwhile is told as it was found in the saving transaction. */
  private void refuse(App in, Rule now, Outcome.Refused<StoredRule> refused) {
    String sentences =
        String.join(" ", refused.problems().stream().map(Outcome.Problem::sentence).toList());
    boolean changed = !isNew && Rules.isConflict(refused);
    boolean there = changed && reading.rules().find(in.id(), now.id()).isPresent();
    String advice =
        there
            ? " Reload to see it; what you wrote here is lost then."
            : changed ? " Copy its YAML into a new rule to keep it." : "";
    refuse(sentences + advice, there);
  }

  private void refuse(String sentence, boolean offerReload) {
    conflict.removeAll();
    conflict.add(new Paragraph(sentence));
    if (offerReload) {
      conflict.add(new Button("Reload", click -> getUI().ifPresent(ui -> ui.getPage().reload())));
    }
    conflict.setVisible(true);
    conflict.getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
  }

  @Override
  public String crumb() {
    return isNew || rule == null ? "New rule" : rule.name();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Rule") : Titles.of(crumb(), app.name());
  }
}

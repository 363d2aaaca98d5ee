package org.aisle.ui.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rules.StoredRule;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;
import org.aisle.ui.alerts.AlertsNavigation;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.live.LiveAlerts;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The rules of an app: what each says, whether it is in force, and what came of it. */
@Route("app/:app/rules")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
final class RulesView extends Main
    implements BeforeEnterObserver, AfterNavigationObserver, HasDynamicTitle {

  private final Apps apps;
  private final RuleReading reading;
  private final LiveAlerts live;
  private final String me;
  private final boolean mayChange;
  private final Paragraph summary = new Paragraph();
  private final Div list = new Div();
  private final Button make = new Button("New rule", VaadinIcon.PLUS.create());
  private final Map<String, Span> openOf = new HashMap<>();
  private @Nullable App app;
  private Registration following = () -> {};

  RulesView(Apps apps, RuleReading reading, LiveAlerts live, AuthenticationContext authentication) {
    this.apps = apps;
    this.reading = reading;
    this.live = live;
    this.me = authentication.getPrincipalName().orElse("");
    this.mayChange = authentication.hasAnyRole("ADMINISTRATOR", "BUILDER");
    addClassNames("page", "page-fill");
    Div words = new Div(new H1("Rules"), summary);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    make.addThemeVariants(ButtonVariant.PRIMARY);
    make.addClickListener(click -> open(RuleView.NEW));
    if (mayChange) {
      head.add(make);
    }
    list.addClassName("rule-list");
    add(head, list);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    app = AppParameter.of(event.getRouteParameters(), apps);
    show();
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    following.remove();
    if (app != null) {
      following =
          live.follow(
              this,
              app.id(),
              changed -> {
                if (!changed.isEmpty()) {
                  openOf.forEach((rule, place) -> showOpen(rule, place));
                }
              });
    }
  }

  private void copy(App in, Rule rule) {
    getUI()
        .ifPresent(
            ui ->
                ui.navigate(
                    RulesNavigation.path(in.id(), RuleView.NEW),
                    QueryParameters.of(RuleView.COPY_OF, rule.id())));
  }

  private void open(String address) {
    App in = app;
    if (in != null) {
      getUI().ifPresent(ui -> ui.navigate(RulesNavigation.path(in.id(), address)));
    }
  }

  private void show() {
    App in = app;
    if (in == null) {
      return;
    }
    List<StoredRule> rules = reading.rules().all(in.id());
    RuleScope scope = reading.scope(in);
    list.removeAll();
    openOf.clear();
    long inForce = rules.stream().filter(r -> r.active().rule().enabled() && r.isJudged()).count();
    summary.setText(
        rules.isEmpty() ? "None yet." : "%,d of %,d in force.".formatted(inForce, rules.size()));
    if (rules.isEmpty()) {
      list.add(nothing());
    }
    rules.forEach(stored -> list.add(row(in, stored, scope)));
  }

  private EmptyState nothing() {
    return mayChange
        ? new EmptyState(
            VaadinIcon.SLIDERS,
            "No rules yet",
            "A rule says when somebody must look at a device. Write the first one, and try it on"
                + " the stored history before you save it.",
            new Button("New rule", click -> open(RuleView.NEW)))
        : new EmptyState(
            VaadinIcon.SLIDERS,
            "No rules yet",
            "Ask a builder or an administrator of this server to write the first one.");
  }

  private Component row(App in, StoredRule stored, RuleScope scope) {
    Rule rule = stored.active().rule();
    Anchor name = new Anchor(RulesNavigation.path(in.id(), rule.id()), rule.name());
    name.getElement().setAttribute("router-link", "");
    Div head = new Div(new SeverityMark(rule.severity()), new H2(name));
    head.addClassName("rule-row-head");
    Paragraph sentence = new Paragraph(RuleSentence.of(rule, scope));
    Div facts = new Div();
    facts.addClassName("device-facts");
    facts.add(
        new Span(scope.template(rule.template()).map(t -> t.displayName()).orElse(rule.template())),
        new Span("Revision %,d".formatted(stored.active().revision())),
        openAlerts(rule.id()));
    if (!rule.enabled()) {
      Span off = new Span("Switched off");
      off.addClassName("tag");
      facts.add(off);
    }
    Div words = new Div(head, sentence, facts);
    words.addClassName("rule-row-words");
    if (!stored.faults().isEmpty()) {
      words.add(faults(stored));
    }
    Div row = new Div(words);
    row.addClassNames("panel", "rule-row");
    if (mayChange) {
      row.add(actions(in, rule));
    }
    return row;
  }

  private Component openAlerts(String rule) {
    Span place = new Span();
    openOf.put(rule, place);
    showOpen(rule, place);
    return place;
  }

  private void showOpen(String rule, Span place) {
    App in = app;
    if (in == null) {
      return;
    }
    long open = reading.open(in.id(), rule);
    place.removeAll();
    if (open == 0) {
      place.setText("Nothing open");
      return;
    }
    Anchor link =
        new Anchor(
            AlertsNavigation.openOfRule(in.id(), rule),
            open == 1 ? "1 open alert" : "%,d open alerts".formatted(open));
    link.getElement().setAttribute("router-link", "");
    place.add(link);
  }

  private static Component faults(StoredRule stored) {
    UnorderedList all = new UnorderedList();
    List<RuleFault> faults = stored.faults();
    faults.forEach(fault -> all.add(new ListItem(fault.key() + ": " + fault.sentence())));
    Div notice =
        new Div(
            new Paragraph(
                stored.isJudged()
                    ? "It is judged, but not everybody is told:"
                    : "It cannot be judged now:"),
            all);
    notice.addClassNames("sign-in-notice", "rule-broken");
    return notice;
  }

  private Component actions(App in, Rule rule) {
    Checkbox enabled = new Checkbox("In force", rule.enabled());
    enabled.getElement().setAttribute("aria-label", "In force: " + rule.name());
    enabled.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            enable(in, rule.id(), change.getValue());
          }
        });
    Button copy = new Button("Copy…", click -> copy(in, rule));
    copy.setAriaLabel("Copy " + rule.name());
    Button remove = new Button("Remove…", click -> askToRemove(in, rule));
    remove.addThemeVariants(ButtonVariant.ERROR);
    remove.setAriaLabel("Remove " + rule.name());
    Div actions = new Div(enabled, copy, remove);
    actions.addClassName("page-actions");
    return actions;
  }

  /** Changes what is stored now, not what this page read some time ago. */
  private void enable(App in, String id, boolean enabled) {
    reading
        .rules()
        .find(in.id(), id)
        .ifPresent(
            stored -> {
              Rule rule = with(stored.active().rule(), enabled);
              int revision = stored.active().revision();
              switch (reading.rules().put(in.id(), rule, revision, null, me)) {
                case Outcome.Done<StoredRule> done ->
                    Notification.show(
                        rule.name() + (enabled ? " is in force." : " is switched off."));
                case Outcome.Refused<StoredRule> refused ->
                    Notification.show(refused.problems().getFirst().sentence(), 6_000, null);
              }
            });
    show();
  }

  private static Rule with(Rule rule, boolean enabled) {
    return new Rule(
        rule.id(),
        rule.name(),
        rule.description(),
        rule.template(),
        rule.where(),
        rule.group(),
        rule.trigger(),
        rule.clear(),
        rule.unless(),
        rule.schedule(),
        rule.severity(),
        rule.escalations(),
        rule.gap(),
        rule.notification(),
        enabled);
  }

  private void askToRemove(App in, Rule rule) {
    ConfirmDialog dialog =
        new ConfirmDialog(
            "Remove " + rule.name() + "?",
            "It raises nothing any more. What it raised stays in the history; what lasts is"
                + " cleared.",
            "Remove",
            confirmed -> {
              boolean removed = reading.rules().remove(in.id(), rule.id(), me);
              Notification.show(
                  rule.name() + (removed ? " was removed." : " was removed already."));
              show();
            });
    dialog.setCancelable(true);
    dialog.setConfirmButtonTheme("error primary");
    dialog.open();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Rules") : Titles.of("Rules", app.name());
  }
}

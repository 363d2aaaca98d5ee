package org.aisle.ui.gallery;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.PreserveOnRefresh;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/**
 * Leads to a new app, step by step; {@code ?template=} takes the first one. Whoever loads the page
 * again goes on with what was chosen; another template in the address begins anew.
 */
@Route("new")
@RolesAllowed({"ADMINISTRATOR", "BUILDER"})
@PreserveOnRefresh
@StyleSheet("context://aisle/gallery.css")
final class NewAppView extends Main implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  /** What the query names for an app without a template. */
  static final String EMPTY = "empty";

  private final AppDesk desk;
  private Draft draft = new Draft();
  private List<Step> steps = List.of();
  private final OrderedList trail = new OrderedList();
  private final Paragraph where = new Paragraph();
  private final H2 question = new H2();
  private final Div body = new Div();
  private final Button back = new Button("Back", click -> go(-1));
  private final Button next = new Button("Next", click -> go(1));
  private int at;
  private int furthest;
  private @Nullable String begunWith;

  NewAppView(AppDesk desk) {
    this.desk = desk;
    addClassNames("page", "wizard");
    where.addClassName("wizard-where");
    Div words = new Div(new H1("New app"), where);
    words.addClassName("page-head-words");
    Div head = new Div(words);
    head.addClassName("page-head");
    Nav nav = new Nav(trail);
    nav.addClassName("wizard-trail");
    nav.getElement().setAttribute("aria-label", "Steps");
    question.getElement().setAttribute("tabindex", "-1");
    question.addClassName("wizard-question");
    next.addThemeVariants(ButtonVariant.PRIMARY);
    next.setDisableOnClick(true);
    back.addThemeVariants(ButtonVariant.TERTIARY);
    Button leave = new Button("Cancel", click -> UI.getCurrent().navigate(""));
    leave.addThemeVariants(ButtonVariant.TERTIARY);
    Div foot = new Div(leave, back, next);
    foot.addClassName("wizard-foot");
    add(head, nav, question, body, foot);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String wanted =
        event.getLocation().getQueryParameters().getSingleParameter("template").orElse("");
    if (wanted.equals(begunWith)) {
      return;
    }
    begunWith = wanted;
    begin();
    AppTemplate template = desk.templates().find(wanted).orElse(null);
    if (template != null || wanted.equals(EMPTY)) {
      choose(template);
    } else {
      show();
    }
  }

  private void begin() {
    Draft fresh = new Draft();
    draft = fresh;
    steps =
        List.of(
            new TemplateStep(desk.templates(), this::choose),
            new NameStep(fresh, this::check),
            new SimulationStep(fresh, () -> desk.plans().outlook(fresh.plan()), desk.simulates()),
            new LookStep(fresh, this::check),
            new SummaryStep(fresh, () -> desk.plans().outlook(fresh.plan())));
    at = 0;
    furthest = 0;
  }

  private void choose(@Nullable AppTemplate template) {
    draft.template(template, template == null ? "" : AppIds.free(template.name(), desk.apps()));
    at = 1;
    furthest = Math.max(furthest, at);
    show();
  }

  private void go(int by) {
    next.setEnabled(true);
    List<Problem> problems = by < 0 ? List.of() : own(problems());
    steps.get(at).show(problems);
    if (!problems.isEmpty()) {
      return;
    }
    if (by > 0 && at == steps.size() - 1) {
      make();
      return;
    }
    at = Math.clamp((long) at + by, 0, steps.size() - 1);
    furthest = Math.max(furthest, at);
    show();
    question.getElement().executeJs("this.focus()");
  }

  private void make() {
    switch (desk.plans().make(draft.plan())) {
      case Outcome.Done<App>(App app) ->
          UI.getCurrent()
              .navigate(
                  desk.simulates() && !draft.devices().isEmpty()
                      ? MakingView.path(app.id())
                      : desk.entrance(app.id()));
      case Outcome.Refused<App>(List<Problem> problems) -> steps.get(at).show(problems);
    }
  }

  private List<Problem> problems() {
    return desk.plans().outlook(draft.plan()) instanceof Outcome.Refused<?>(var found)
        ? found
        : List.of();
  }

  private List<Problem> own(List<Problem> problems) {
    return problems.stream().filter(steps.get(at)::concerns).toList();
  }

  /** While something is typed. */
  private void check() {
    steps.get(at).show(own(problems()));
  }

  private void show() {
    Step step = steps.get(at);
    where.setText("Step %d of %d".formatted(at + 1, steps.size()));
    question.setText(step.question());
    body.removeAll();
    body.add(step.fields());
    step.show(List.of());
    back.setVisible(at > 0);
    next.setVisible(at > 0);
    next.setText(at == steps.size() - 1 ? "Create the app" : "Next");
    showTrail();
  }

  private void showTrail() {
    trail.removeAll();
    for (int i = 0; i < steps.size(); i++) {
      trail.add(entry(i));
    }
  }

  private ListItem entry(int index) {
    ListItem item = new ListItem();
    Span number = new Span(Integer.toString(index + 1));
    number.addClassName("wizard-number");
    NativeButton button =
        new NativeButton(
            "",
            click -> {
              at = index;
              show();
            });
    button.getElement().setAttribute("type", "button");
    button.add(number, new Span(steps.get(index).label()));
    button.setEnabled(index <= furthest && index != at);
    if (index == at) {
      item.getElement().setAttribute("aria-current", "step");
    }
    item.add(button);
    return item;
  }

  @Override
  public String crumb() {
    return "New app";
  }

  @Override
  public String getPageTitle() {
    return Titles.of("New app");
  }
}

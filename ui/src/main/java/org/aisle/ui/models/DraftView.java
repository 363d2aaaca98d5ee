package org.aisle.ui.models;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.models.ModelDraft;
import org.aisle.backend.models.ModelDrafts;
import org.aisle.backend.models.ModelProblem;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.dtdl.EditOutcome;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.dtdl.ModelEdits;
import org.aisle.templates.dtdl.ModelForm;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** A draft as a form and as DTDL, two views of one text, checked while it is written. */
@Route("app/:app/device-templates/:model/draft")
@RolesAllowed({"ADMINISTRATOR", "BUILDER"})
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/models.css")
final class DraftView extends Main
    implements BeforeEnterObserver,
        BeforeLeaveObserver,
        HasDynamicTitle,
        Crumb,
        EntryDialog.Target {

  private static final int LONGEST = 1_000_000;
  private static final Set<String> UNREADABLE = Set.of("edit.not-json", "edit.model-unknown");

  private final Apps apps;
  private final ModelDrafts drafts;
  private final String me;
  private final H1 title = new H1();
  private final Paragraph summary = new Paragraph();
  private final Div notice = new Div();
  private final DraftForm form = new DraftForm(this, this::template);
  private final TextArea text = new TextArea();
  private final DraftProblems problems = new DraftProblems();
  private final Button undo = new Button("Undo", click -> step(true));
  private final Button redo = new Button("Redo", click -> step(false));
  private final Button save = new Button("Save", click -> save(revision()));
  private @Nullable App app;
  private @Nullable ModelDraft draft;
  private DraftSteps steps = new DraftSteps("");

  DraftView(Apps apps, ModelDrafts drafts, AuthenticationContext authentication) {
    this.apps = apps;
    this.drafts = drafts;
    this.me = authentication.getPrincipalName().orElse("");
    addClassNames("page", "rule-page");
    notice.addClassName("sign-in-notice");
    notice.getElement().setAttribute("role", "alert");
    notice.setVisible(false);
    text.setAriaLabel("The draft as DTDL");
    text.addClassNames("condition-text", "rule-yaml");
    text.setWidthFull();
    text.setMinRows(16);
    text.setMaxLength(LONGEST);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.getElement().setAttribute("spellcheck", "false");
    text.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            changeTo(change.getValue());
          }
        });
    RadioButtonGroup<String> surface = new RadioButtonGroup<>();
    surface.setAriaLabel("How the draft is shown");
    surface.setItems("Form", "DTDL");
    surface.setValue("Form");
    surface.addClassName("range");
    surface.addValueChangeListener(
        change -> {
          boolean asForm = "Form".equals(change.getValue());
          form.setVisible(asForm);
          text.setVisible(!asForm);
        });
    text.setVisible(false);
    Div words = new Div(title, summary);
    words.addClassName("page-head-words");
    Button remove = new Button("Remove…", click -> askToRemove());
    remove.addThemeVariants(ButtonVariant.ERROR, ButtonVariant.TERTIARY);
    Button compare = new Button("Compare…", click -> compare());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Div actions = new Div(remove, undo, redo, compare, save);
    actions.addClassName("page-actions");
    Div head = new Div(words, actions);
    head.addClassName("page-head");
    Div editor = new Div(surface, form, text);
    editor.addClassName("rule-editor");
    Div side = new Div(problems);
    side.addClassName("rule-side");
    Div columns = new Div(editor, side);
    columns.addClassNames("rule-columns", "model-columns");
    add(head, notice, columns);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    String line = event.getRouteParameters().get("model").orElse("");
    app = in;
    read(
        drafts
            .find(in.id(), line)
            .orElseThrow(() -> new NotFoundException("There is no such draft.")));
  }

  private void read(ModelDraft stored) {
    draft = stored;
    steps = new DraftSteps(stored.dtdl());
    notice.setVisible(false);
    show(stored.problems());
  }

  private int revision() {
    return draft == null ? 0 : draft.revision();
  }

  private void show(List<ModelProblem> found) {
    ModelDraft of = draft;
    App in = app;
    if (of == null || in == null) {
      return;
    }
    Optional<ModelForm> shown = readable(of);
    form.show(shown.orElse(null));
    if (!text.getValue().equals(steps.now())) {
      text.setValue(steps.now());
    }
    problems.show(found);
    undo.setEnabled(steps.canUndo());
    redo.setEnabled(steps.canRedo());
    save.setEnabled(steps.isChanged());
    title.setText("Draft of " + shown.map(ModelForm::displayName).orElse(of.line()));
    ValueFormat format = ValueFormat.ofReader(in.zone());
    summary.setText(
        "%s. %s. Revision %,d, changed by %s on %s (%s)."
            .formatted(
                shown.map(ModelForm::id).orElse(of.line()),
                of.base() == null ? "A new device template" : "Begun from " + of.base(),
                of.revision(),
                of.changedBy(),
                format.moment(of.changedAt()),
                format.zone().getId()));
  }

  /** Empty for a text that no edit can be made in, as it is no JSON or another model. */
  private Optional<ModelForm> readable(ModelDraft of) {
    boolean unreadable =
        ModelEdits.apply(steps.now(), of.line(), List.of()) instanceof EditOutcome.Refused(var why)
            && why.stream().anyMatch(p -> UNREADABLE.contains(p.code()));
    return unreadable ? Optional.empty() : ModelForm.of(steps.now(), of.line());
  }

  private @Nullable DeviceTemplate template() {
    ModelDraft of = draft;
    if (of == null || !(DtdlReader.read(steps.now()) instanceof DtdlOutcome.Read(var templates))) {
      return null;
    }
    return templates.stream().filter(t -> t.id().line().equals(of.line())).findFirst().orElse(null);
  }

  @Override
  public List<EditProblem> attempt(ModelEdit edit) {
    return switch (applied(edit)) {
      case EditOutcome.Edited edited -> List.of();
      case EditOutcome.Refused(var why) -> why;
    };
  }

  @Override
  public List<EditProblem> make(ModelEdit edit) {
    return switch (applied(edit)) {
      case EditOutcome.Edited(String dtdl) -> {
        changeTo(dtdl);
        yield List.of();
      }
      case EditOutcome.Refused(var why) -> why;
    };
  }

  private EditOutcome applied(ModelEdit edit) {
    return ModelEdits.apply(steps.now(), draft == null ? "" : draft.line(), List.of(edit));
  }

  private void changeTo(String next) {
    steps.change(next);
    check();
  }

  private void step(boolean back) {
    if (back) {
      steps.undo();
    } else {
      steps.redo();
    }
    check();
  }

  private void check() {
    if (app != null && draft != null) {
      show(drafts.check(app.id(), draft.line(), steps.now()));
    }
  }

  /** Whether what is on the page is stored now. */
  private boolean save(int replaces) {
    App in = app;
    ModelDraft of = draft;
    if (in == null || of == null) {
      return false;
    }
    return switch (drafts.put(in.id(), of.line(), steps.now(), replaces, me)) {
      case Outcome.Done<ModelDraft>(ModelDraft stored) -> {
        draft = stored;
        steps.saved();
        notice.setVisible(false);
        show(stored.problems());
        Notification.show("Saved as revision %,d.".formatted(stored.revision()));
        yield true;
      }
      case Outcome.Refused<ModelDraft> refused -> {
        refuse(in, of, refused);
        yield false;
      }
    };
  }

  /** Somebody was faster: their revision or mine, as whoever reads this says. */
  private void refuse(App in, ModelDraft of, Outcome.Refused<ModelDraft> refused) {
    notice.removeAll();
    refused.problems().forEach(p -> notice.add(new Paragraph(p.sentence())));
    if (ModelDrafts.isConflict(refused)) {
      Optional<ModelDraft> theirs = drafts.find(in.id(), of.line());
      Div choice = new Div();
      choice.addClassName("page-actions");
      theirs.ifPresentOrElse(
          stored ->
              choice.add(
                  new Button("Take theirs, drop mine", click -> read(stored)),
                  new Button("Replace theirs by mine", click -> save(stored.revision()))),
          () -> choice.add(new Button("Save mine as a new draft", click -> save(0))));
      notice.add(choice);
    }
    notice.setVisible(true);
    notice.getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
  }

  private void compare() {
    App in = app;
    ModelDraft of = draft;
    if (in != null && of != null && (!steps.isChanged() || save(revision()))) {
      getUI().ifPresent(ui -> ui.navigate(ModelsNavigation.comparePath(in.id(), of.line())));
    }
  }

  private void askToRemove() {
    App in = app;
    ModelDraft of = draft;
    if (in == null || of == null) {
      return;
    }
    ConfirmDialog ask =
        new ConfirmDialog(
            "Remove this draft?",
            "What is published stays as it is, and so do the devices.",
            "Remove",
            confirmed ->
                drafts
                    .remove(in.id(), of.line(), of.revision(), me)
                    .ifPresent(
                        outcome -> {
                          switch (outcome) {
                            case Outcome.Done<ModelDraft> done -> {
                              steps.saved();
                              Notification.show("The draft was removed.");
                              getUI()
                                  .ifPresent(ui -> ui.navigate(ModelsNavigation.listPath(in.id())));
                            }
                            case Outcome.Refused<ModelDraft> refused -> refuse(in, of, refused);
                          }
                        }));
    ask.setCancelable(true);
    ask.setConfirmButtonTheme("error primary");
    ask.open();
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    if (!steps.isChanged()) {
      return;
    }
    BeforeLeaveEvent.ContinueNavigationAction go = event.postpone();
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader("Leave without saving?");
    ask.setText("What you changed in this draft is lost then.");
    ask.setCancelable(true);
    ask.setConfirmText("Leave");
    ask.setCancelText("Stay");
    ask.addConfirmListener(confirmed -> go.proceed());
    ask.addCancelListener(stay -> go.cancel());
    ask.open();
  }

  @Override
  public String crumb() {
    return draft == null ? "Draft" : title.getText();
  }

  @Override
  public String getPageTitle() {
    return app == null ? Titles.of("Draft") : Titles.of(title.getText(), app.name());
  }
}

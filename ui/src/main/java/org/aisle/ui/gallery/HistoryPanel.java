package org.aisle.ui.gallery;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.shared.Registration;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Simulator.Progress;
import org.aisle.ui.live.LiveReadings;
import org.jspecify.annotations.Nullable;

/** How far the simulated devices of an app have come with their history, kept up to date. */
final class HistoryPanel extends Div {

  private final AppDesk desk;
  private final LiveReadings live;
  private final App app;
  private final Runnable finished;
  private final ProgressBar bar = new ProgressBar(0, 100);
  private final Paragraph says = new Paragraph();
  private final Button cut = new Button("Stop here…", click -> ask());
  private @Nullable Registration following;
  private boolean wasMaking;

  /**
   * @param finished called when the last of a history that was being made is there
   */
  HistoryPanel(AppDesk desk, LiveReadings live, App app, boolean mayChange, Runnable finished) {
    this.desk = desk;
    this.live = live;
    this.app = app;
    this.finished = finished;
    addClassName("history-panel");
    says.getElement().setAttribute("role", "status");
    bar.getElement().setAttribute("aria-label", "History of " + app.name() + " in percent");
    cut.addThemeVariants(ButtonVariant.TERTIARY);
    cut.setEnabled(mayChange);
    add(bar, says, cut);
    show();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    following = live.follow(this, app.id(), changed -> show());
    show();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (following != null) {
      following.remove();
      following = null;
    }
    super.onDetach(event);
  }

  private void show() {
    Optional<Progress> progress = desk.progress(app.id());
    boolean making = progress.filter(p -> !p.historyDone()).isPresent();
    bar.setVisible(making);
    cut.setVisible(making);
    progress.ifPresent(p -> bar.setValue(p.percent()));
    says.setText(sentence(desk, progress));
    if (wasMaking && progress.filter(Progress::historyDone).isPresent()) {
      wasMaking = false;
      finished.run();
    }
    wasMaking = wasMaking || making || progress.isEmpty();
  }

  static String sentence(AppDesk desk, Optional<Progress> progress) {
    if (!desk.simulates()) {
      return "This server lets no devices live; ./aisle demo does.";
    }
    if (progress.isEmpty()) {
      return "No simulated device lives yet.";
    }
    Progress p = progress.get();
    String waiting =
        (p.waiting() == 0 ? "" : " %,d of them have no connection yet.".formatted(p.waiting()))
            + (p.disabled() == 0
                ? ""
                : " Not counted: %s."
                    .formatted(TemplateCard.count(p.disabled(), "disabled device")));
    return p.historyDone()
        ? "%s live and report.%s"
            .formatted(TemplateCard.count(p.devices(), "simulated device"), waiting)
        : "%s make up their past: %d %%.%s%s"
            .formatted(
                TemplateCard.count(p.devices(), "device"),
                p.percent(),
                p.unstored() == 0 ? "" : " The last of it is being stored.",
                waiting);
  }

  private void ask() {
    ConfirmDialog sure = new ConfirmDialog();
    sure.setHeader("Stop making the history?");
    sure.setText(
        "What is there stays. The devices go on with the present, and the time between stays"
            + " empty.");
    sure.setCancelable(true);
    sure.setCancelText("Go on");
    sure.setConfirmText("Stop here");
    sure.addConfirmListener(
        confirmed -> {
          desk.cutHistory(app.id());
          finished.run();
        });
    sure.open();
  }
}

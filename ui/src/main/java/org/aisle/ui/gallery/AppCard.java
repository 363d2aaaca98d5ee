package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Simulator.Progress;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.ui.devices.DeviceStatus;
import org.aisle.ui.devices.Fleet;
import org.aisle.ui.shell.AppMark;
import org.aisle.ui.shell.AppNavigation;
import org.jspecify.annotations.Nullable;

/** One app: its name and story, and its whole fleet as one dot per device. */
final class AppCard extends Div {

  /** More devices than this become shares of this many dots. */
  private static final int DOTS = 120;

  /** The pages that most people want; the app's own navigation has all. */
  private static final int WAYS = 3;

  private final Div dots = new Div();
  private final Div counts = new Div();
  private final Anchor making = new Anchor();

  /**
   * @param actions below it, beside the ways into it
   */
  AppCard(
      App app,
      @Nullable AppTemplate origin,
      Theme theme,
      List<AppNavigation> entries,
      List<? extends Component> actions) {
    addClassName("app-card");
    Accent.paint(this, theme.accent());
    dots.addClassName("fleet-dots");
    dots.getElement().setAttribute("role", "img");
    counts.addClassName("app-counts");
    Div picture = new Div(dots);
    picture.addClassName("app-picture");
    Anchor open = new Anchor(entries.isEmpty() ? "." : entries.getFirst().path(app.id()));
    open.getElement().setAttribute("router-link", "");
    open.setText(app.name());
    Div name = new Div(new AppMark(app, theme), new H2(open));
    name.addClassName("app-name");
    Div words = new Div(name);
    words.addClassName("app-words");
    words.add(
        new Paragraph(
            origin == null
                ? "An app of your own, without a template."
                : firstSentence(origin.story())));
    making.setHref(MakingView.path(app.id()));
    making.getElement().setAttribute("router-link", "");
    making.addClassName("app-making");
    making.setVisible(false);
    words.add(counts, making);
    Div links = new Div();
    links.addClassName("app-links");
    for (AppNavigation entry : entries.subList(0, Math.min(WAYS, entries.size()))) {
      Anchor link = new Anchor(entry.path(app.id()), entry.label());
      link.getElement().setAttribute("router-link", "");
      link.getElement().setAttribute("aria-label", entry.label() + " of " + app.name());
      links.add(link);
    }
    Div last = new Div();
    last.addClassName("app-actions");
    actions.forEach(last::add);
    links.add(last);
    add(picture, words, links);
  }

  void show(Fleet.Pulse pulse, Optional<Progress> progress) {
    making.setVisible(progress.filter(p -> !p.historyDone()).isPresent());
    progress.ifPresent(p -> making.setText("Making its history: %d %%".formatted(p.percent())));
    dots.removeAll();
    int total = pulse.total();
    int drawn = Math.min(total, DOTS);
    for (int i = 0; i < drawn; i++) {
      Span dot = new Span();
      DeviceStatus status = pulse.statuses().get((int) ((long) i * total / drawn));
      dot.addClassName("dot-" + status.key());
      dots.add(dot);
    }
    counts.removeAll();
    count(total, total == 1 ? "device" : "devices", "");
    for (DeviceStatus status : DeviceStatus.values()) {
      int count = pulse.count(status);
      if (count > 0 || status == DeviceStatus.REPORTING) {
        count(count, status.label().toLowerCase(Locale.ROOT), "status status-" + status.key());
      }
    }
    dots.getElement()
        .setAttribute(
            "aria-label",
            "%d of %d devices are reporting".formatted(pulse.count(DeviceStatus.REPORTING), total));
  }

  private void count(int number, String what, String classes) {
    Span count = new Span("%,d %s".formatted(number, what));
    if (!classes.isEmpty()) {
      count.addClassNames(classes.split(" "));
    }
    counts.add(count);
  }

  private static String firstSentence(String story) {
    String line = story.strip().replaceAll("\\s+", " ");
    int end = line.indexOf(". ");
    String first = end < 0 ? line : line.substring(0, end + 1);
    return first.length() <= 220 ? first : first.substring(0, 219) + "…";
  }
}

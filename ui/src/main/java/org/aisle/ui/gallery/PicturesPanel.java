package org.aisle.ui.gallery;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.backend.registry.AppPictures;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.PictureUse;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureNames;
import org.aisle.templates.picture.PictureReader;
import org.aisle.ui.pictures.PictureUpload;
import org.jspecify.annotations.Nullable;

/** The pictures that image and floor-plan tiles can show: bring, replace, remove. */
final class PicturesPanel extends Div {

  private final AppPictures pictures;
  private final AppId app;
  private final String reader;
  private final boolean mayChange;
  private final UnorderedList list = new UnorderedList();
  private final Div refusal = new Div();

  PicturesPanel(AppPictures pictures, AppId app, String reader, boolean mayChange) {
    this.pictures = pictures;
    this.app = app;
    this.reader = reader;
    this.mayChange = mayChange;
    list.addClassName("pictures");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Paragraph hint =
        new Paragraph(
            "For image and floor-plan tiles of dashboards. PNG, JPEG, WebP or SVG, at most %d KiB each."
                .formatted(PictureReader.MAX_BYTES >> 10));
    hint.addClassName("muted");
    add(hint, refusal, list);
    if (mayChange) {
      add(new Button("Add a picture…", click -> bring(null)));
    }
    show();
  }

  private void show() {
    list.removeAll();
    List<PictureUse> uses = pictures.uses(app);
    List<Picture> all = pictures.all(app);
    for (Picture picture : all) {
      list.add(
          line(
              picture,
              uses.stream()
                  .filter(use -> use.picture().equals(picture.name()))
                  .map(use -> use.asSeenBy(reader))
                  .distinct()
                  .toList()));
    }
    list.setVisible(!all.isEmpty());
  }

  private ListItem line(Picture picture, List<PictureUse> uses) {
    Image image = new Image("app/%s/images/%s".formatted(app.value(), picture.name()), "");
    Span name = new Span(picture.name());
    name.addClassName("mono");
    Span facts =
        new Span("%s · %s".formatted(picture.kind().name(), kibibytes(picture.content().length)));
    facts.addClassName("muted");
    Div words = new Div(name, facts, shown(uses));
    words.addClassName("picture-words");
    ListItem line = new ListItem(image, words);
    boolean logo = uses.stream().anyMatch(use -> use.dashboard() == null && use.owner() == null);
    if (mayChange && !logo) {
      Button replace = new Button("Replace…", click -> bring(picture.name()));
      replace.setAriaLabel("Replace " + picture.name());
      Button remove = new Button("Remove", click -> ask(picture.name()));
      remove.setAriaLabel("Remove " + picture.name());
      remove.addThemeVariants(ButtonVariant.TERTIARY);
      Div actions = new Div(replace, remove);
      actions.addClassName("page-actions");
      line.add(actions);
    }
    return line;
  }

  private Div shown(List<PictureUse> uses) {
    Div shown = new Div(uses.isEmpty() ? "Not shown on any dashboard" : "Shown: ");
    shown.addClassName("muted");
    for (int i = 0; i < uses.size(); i++) {
      PictureUse use = uses.get(i);
      if (i > 0) {
        shown.add(", ");
      }
      String title = use.dashboard() == null && use.owner() == null ? "as the logo" : use.title();
      if (use.dashboard() == null) {
        shown.add(new Span(title));
      } else {
        shown.add(new Anchor("app/%s/dashboard/%s".formatted(app.value(), use.dashboard()), title));
      }
    }
    return shown;
  }

  private static String kibibytes(int bytes) {
    return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
  }

  /**
   * @param name of the one that is replaced; null for another one
   */
  private void bring(@Nullable String name) {
    Dialog dialog = new Dialog(name == null ? "Add a picture" : "Replace " + name);
    PictureUpload.Store store =
        name == null
            ? (file, bytes) ->
                pictures.put(
                    app,
                    PictureNames.free(file, pictures.all(app).stream().map(Picture::name).toList()),
                    bytes,
                    false)
            : (file, bytes) -> pictures.put(app, name, bytes, true);
    Consumer<Picture> done =
        stored -> {
          dialog.close();
          refusal.setVisible(false);
          Notification.show("Stored as %s.".formatted(stored.name()));
          show();
        };
    dialog.add(
        new Paragraph(
            name == null
                ? "It is stored under its file's name, in small letters."
                : "Every tile that shows it shows the new one."),
        new PictureUpload("Choose a file…", store, done));
    dialog.getFooter().add(new Button("Cancel", click -> dialog.close()));
    dialog.setWidth("min(460px, 92vw)");
    dialog.open();
  }

  private void ask(String name) {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader("Remove " + name + "?");
    ask.setText("It can be brought again from its file.");
    ask.setCancelable(true);
    ask.setConfirmText("Remove");
    ask.setConfirmButtonTheme("error primary");
    ask.addConfirmListener(confirmed -> remove(name));
    ask.open();
  }

  private void remove(String name) {
    boolean refused =
        pictures.remove(app, name).orElse(null) instanceof Outcome.Refused<?>(var problems)
            && refuse(problems);
    refusal.setVisible(refused);
    show();
  }

  private boolean refuse(List<Problem> problems) {
    refusal.setText(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
    return true;
  }
}

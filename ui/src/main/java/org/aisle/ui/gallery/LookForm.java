package org.aisle.ui.gallery;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.ThemeChoice;
import org.aisle.templates.app.AccentColour;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureFault;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;
import org.aisle.ui.pictures.PictureUpload;
import org.jspecify.annotations.Nullable;

/** An accent colour and a logo, both checked, with how they look by day and by night. */
final class LookForm extends Div {

  private static final Map<String, String> COLOURS = new LinkedHashMap<>();

  static {
    COLOURS.put("#0b6e99", "Sea");
    COLOURS.put("#1d4ed8", "Blue");
    COLOURS.put("#5b4fc7", "Indigo");
    COLOURS.put("#7a4b9d", "Violet");
    COLOURS.put("#b23a6b", "Raspberry");
    COLOURS.put("#b3261e", "Red");
    COLOURS.put("#8a4b2d", "Brick");
    COLOURS.put("#8a5a00", "Amber");
    COLOURS.put("#3f6b1f", "Moss");
    COLOURS.put("#007a6c", "Teal");
    COLOURS.put("#4a5568", "Slate");
  }

  private final Runnable changed;
  private final TextField accent = new TextField("Accent colour");
  private final Input picker = new Input();
  private final List<NativeButton> swatches = new ArrayList<>();
  private final Div refusal = new Div();
  private final Button remove = new Button("Remove the logo");
  private final LookPreview preview = new LookPreview();
  private String appName;
  private @Nullable Picture logo;

  LookForm(String appName, ThemeChoice start, Runnable changed) {
    this.appName = appName;
    this.changed = changed;
    addClassName("look");
    accent.setMaxLength(7);
    accent.setPattern("#[0-9a-fA-F]{6}");
    accent.setValueChangeMode(ValueChangeMode.LAZY);
    accent.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            told();
          }
        });
    picker.setType("color");
    picker.addClassName("look-picker");
    picker.getElement().setAttribute("aria-label", "Pick another colour");
    picker.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            choose(change.getValue());
          }
        });
    Div palette = new Div();
    palette.addClassName("look-palette");
    palette.getElement().setAttribute("role", "group").setAttribute("aria-label", "Colours");
    COLOURS.forEach((colour, name) -> palette.add(swatch(colour, name)));
    palette.add(picker);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    remove.addThemeVariants(ButtonVariant.TERTIARY);
    remove.addClickListener(
        click -> {
          logo = null;
          told();
        });
    Paragraph hint =
        new Paragraph(
            "PNG, JPEG, WebP or SVG, at most %d KiB; square ones look best."
                .formatted(PictureReader.MAX_BYTES >> 10));
    hint.addClassName("muted");
    Div colour = new Div(new H3("Colour"), palette, accent);
    colour.addClassName("form");
    Upload upload =
        PictureUpload.field(UploadHandler.inMemory((metadata, bytes) -> take(bytes)), this::refuse);
    Div picture = new Div(new H3("Logo"), hint, refusal, upload, remove);
    picture.addClassName("form");
    Div fields = new Div(colour, picture);
    fields.addClassNames("panel", "look-fields");
    add(fields, preview);
    accent.setValue(start.accent() == null ? "" : start.accent());
    logo = read(start.logo());
    show();
  }

  private NativeButton swatch(String colour, String name) {
    NativeButton swatch = new NativeButton("", click -> choose(colour));
    swatch.addClassName("look-swatch");
    swatch.getStyle().set("--app-accent", colour);
    swatch.getElement().setAttribute("aria-label", name).setAttribute("title", name);
    swatch.getElement().setAttribute("type", "button").setProperty("value", colour);
    swatches.add(swatch);
    return swatch;
  }

  private static @Nullable Picture read(@Nullable String base64) {
    return base64 != null
            && PictureReader.read(Base64.getDecoder().decode(base64), "logo")
                instanceof PictureOutcome.Read(Picture picture)
        ? picture
        : null;
  }

  private void choose(String colour) {
    accent.setValue(colour);
    told();
  }

  private void take(byte[] bytes) {
    switch (PictureReader.read(bytes, "logo")) {
      case PictureOutcome.Read(Picture picture) -> {
        logo = picture;
        told();
      }
      case PictureOutcome.Faults(List<PictureFault> faults) ->
          refuse(faults.stream().map(PictureFault::sentence).toList());
    }
  }

  private void told() {
    refusal.setVisible(false);
    show();
    changed.run();
  }

  private void show() {
    String colour = accent.getValue();
    boolean sound = AccentColour.parse(colour).isPresent();
    for (NativeButton swatch : swatches) {
      boolean here = colour.equalsIgnoreCase(swatch.getElement().getProperty("value"));
      swatch.getElement().setAttribute("aria-pressed", Boolean.toString(here));
    }
    accent.setHelperText(
        AccentColour.parse(colour)
            .map(
                c ->
                    String.format(
                        Locale.ROOT, "Contrast with white %.1f : 1", c.contrastWithWhite()))
            .orElse("Six digits after #, like #0b6e99."));
    if (sound) {
      picker.setValue(colour.toLowerCase(Locale.ROOT));
      preview.show(appName, colour, address());
    }
    remove.setVisible(logo != null);
  }

  private @Nullable String address() {
    Picture picture = logo;
    return picture == null
        ? null
        : "data:%s;base64,%s".formatted(picture.kind().mediaType(), encoded(picture));
  }

  private static String encoded(Picture picture) {
    return Base64.getEncoder().encodeToString(picture.content());
  }

  void named(String name) {
    appName = name;
    show();
  }

  ThemeChoice value() {
    Picture picture = logo;
    return new ThemeChoice(accent.getValue(), picture == null ? null : encoded(picture));
  }

  /** Where they belong; none takes earlier ones away. */
  void show(List<Problem> problems) {
    List<Problem> colour =
        problems.stream()
            .filter(p -> p.code().equals("theme.accent") || p.code().equals("theme.contrast"))
            .toList();
    accent.setErrorMessage(String.join(" ", colour.stream().map(Problem::sentence).toList()));
    accent.setInvalid(!colour.isEmpty());
    List<String> others =
        problems.stream().filter(p -> !colour.contains(p)).map(Problem::sentence).toList();
    if (others.isEmpty()) {
      refusal.setVisible(false);
    } else {
      refuse(others);
    }
  }

  private void refuse(List<String> sentences) {
    refusal.removeAll();
    sentences.forEach(sentence -> refusal.add(new Div(new Span(sentence))));
    refusal.setVisible(true);
  }
}

package org.aisle.ui.dashboard;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.aisle.ui.pictures.PictureUpload;
import org.jspecify.annotations.Nullable;

/** One of the app's pictures, or another that is brought now. */
final class PictureField extends Div {

  PictureField(String label, PictureShelf shelf, String now, Consumer<@Nullable String> changed) {
    addClassNames("aisle-edit-list", "aisle-edit-wide");
    TreeSet<String> names = new TreeSet<>(shelf.names());
    if (!now.isEmpty()) {
      names.add(now);
    }
    ComboBox<String> chosen = new ComboBox<>(label);
    chosen.setItems(names);
    chosen.setWidthFull();
    if (!now.isEmpty()) {
      chosen.setValue(now);
    }
    chosen.addValueChangeListener(change -> changed.accept(change.getValue()));
    add(
        chosen,
        new PictureUpload(
            "Upload a picture…", shelf::put, stored -> changed.accept(stored.name())));
  }
}

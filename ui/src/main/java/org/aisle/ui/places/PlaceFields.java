package org.aisle.ui.places;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Place;
import org.jspecify.annotations.Nullable;

/** What a place is called and whose it is. */
final class PlaceFields extends Div {

  private final TextField id = new TextField("Place id");
  private final TextField name = new TextField("Name");
  private final ComboBox<String> kind = new ComboBox<>("Kind");
  private final ComboBox<String> organisation = new ComboBox<>("Organisation");
  private final TextField address = new TextField("Address");

  /**
   * @param kinds that other places have
   * @param organisations names by id
   */
  PlaceFields(
      @Nullable Place place,
      List<String> kinds,
      Map<String, String> organisations,
      boolean editable,
      Runnable changed) {
    addClassName("form");
    id.setMaxLength(128);
    id.setRequiredIndicatorVisible(true);
    id.setHelperText("What files and rules call it: store-12.");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    kind.setItems(kinds);
    kind.setAllowCustomValue(true);
    kind.addCustomValueSetListener(set -> kind.setValue(set.getDetail()));
    kind.setRequiredIndicatorVisible(true);
    kind.setHelperText("Rules can ask for all places of a kind.");
    organisation.setItems(organisations.keySet().stream().sorted().toList());
    organisation.setItemLabelGenerator(one -> organisations.getOrDefault(one, one));
    organisation.setClearButtonVisible(true);
    address.setMaxLength(200);
    if (place == null) {
      add(id);
    } else {
      id.setValue(place.id());
      name.setValue(place.name());
      kind.setValue(place.kind());
      if (place.organisation() != null) {
        organisation.setValue(place.organisation());
      }
      address.setValue(place.address() == null ? "" : place.address());
    }
    add(name, kind, organisation, address);
    name.setReadOnly(!editable);
    kind.setReadOnly(!editable);
    organisation.setReadOnly(!editable);
    address.setReadOnly(!editable);
    List.of(id, name, address).forEach(field -> field.addValueChangeListener(c -> changed.run()));
    kind.addValueChangeListener(c -> changed.run());
    organisation.addValueChangeListener(c -> changed.run());
  }

  String placeId() {
    return id.getValue().strip();
  }

  String name() {
    return name.getValue().strip();
  }

  String kind() {
    return kind.getValue() == null ? "" : kind.getValue().strip();
  }

  @Nullable String organisation() {
    return organisation.getValue();
  }

  @Nullable String address() {
    return address.getValue().isBlank() ? null : address.getValue().strip();
  }
}

package org.aisle.ui.dashboard;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.PropertyTimes;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.format.AgeLabel;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/** What one device is, each with when it was reported or set. */
final class PropertiesTile implements TileView {

  private final Tile.Properties tile;
  private final ValueFormat format;
  private final TilePanel panel;
  private final PropertyTimes times;
  private final DescriptionList list = new DescriptionList();
  private final Anchor device = new Anchor();
  private final Map<String, AgeLabel> ages = new HashMap<>();
  private @Nullable Said listed;

  PropertiesTile(Tile.Properties tile, ValueFormat format, TilePanel panel, PropertyTimes times) {
    this.tile = tile;
    this.format = format;
    this.times = times;
    this.panel = panel.with(device, list);
    device.addClassName("aisle-properties-device");
    list.addClassName("aisle-properties");
  }

  /** What a device said of itself. */
  private record Said(
      DeviceRef device, Map<String, String> properties, Map<String, Instant> reported) {}

  @Override
  public TilePanel panel() {
    return panel;
  }

  @Override
  public Runnable read(Fleet fleet) {
    Optional<Device> wanted = wanted(fleet);
    if (wanted.isEmpty()) {
      return () ->
          panel.instead(
              tile.device() == null
                  ? "No device has one of these properties yet."
                  : "There is no device " + tile.device() + " any more.");
    }
    Map<String, Instant> reported = times.of(wanted.get().ref());
    return () -> show(fleet, wanted.get(), reported);
  }

  private Optional<Device> wanted(Fleet fleet) {
    String id = tile.device();
    if (id != null) {
      return fleet.member(id).map(Fleet.Member::device);
    }
    return fleet.members().stream()
        .map(Fleet.Member::device)
        .filter(d -> tile.fields().stream().anyMatch(d.properties()::containsKey))
        .findFirst();
  }

  private void show(Fleet fleet, Device shown, Map<String, Instant> reported) {
    panel.instead(null);
    device.setText(shown.name());
    device.setHref(fleet.path(shown));
    Said said = new Said(shown.ref(), shown.properties(), reported);
    if (said.equals(listed)) {
      ages.forEach((path, age) -> age.show(reported.get(path), fleet.now()));
      return;
    }
    listed = said;
    ages.clear();
    list.removeAll();
    for (String path : tile.fields()) {
      Field field =
          fleet.template().property(path).map(DeviceTemplate.Property::field).orElse(null);
      String value = shown.properties().get(path);
      Span words = new Span(value == null ? "not reported" : format.text(field, value));
      words.addClassName(value == null ? "aisle-note" : "aisle-table-value");
      DescriptionList.Description description = new DescriptionList.Description(words);
      Instant at = reported.get(path);
      if (value != null && at != null) {
        AgeLabel age = new AgeLabel();
        age.addClassName("aisle-tile-age");
        age.show(at, fleet.now());
        ages.put(path, age);
        age.getElement().setAttribute("title", format.moment(at) + ", " + format.zone().getId());
        description.add(age);
      }
      list.add(new DescriptionList.Term(field == null ? path : field.displayName()), description);
    }
  }
}

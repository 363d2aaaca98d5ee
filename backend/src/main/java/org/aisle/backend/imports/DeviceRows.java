package org.aisle.backend.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.identity.AppId;

/** Registers a device for each row. */
record DeviceRows(Devices devices) implements RowAction {

  @Override
  public List<String> columns() {
    return List.of("id", "template", "name", "place", "via", "gateway");
  }

  @Override
  public int required() {
    return 2;
  }

  @Override
  public Outcome<Created> apply(AppId app, Map<String, String> cells) {
    String gateway = cells.getOrDefault("gateway", "false");
    List<Problem> all = new ArrayList<>();
    if (!gateway.equalsIgnoreCase("true") && !gateway.equalsIgnoreCase("false")) {
      all.add(new Problem("import.gateway", "The column gateway holds true or false, or nothing."));
    }
    NewDevice device =
        new NewDevice(
            cells.getOrDefault("id", ""),
            cells.get("name"),
            cells.getOrDefault("template", ""),
            gateway.equalsIgnoreCase("true"),
            cells.get("via"),
            cells.get("place"),
            RowAction.properties(cells),
            false);
    return switch (devices.register(app, device)) {
      case Outcome.Done<Registered>(var registered) ->
          all.isEmpty() ? new Outcome.Done<>(new Created(registered)) : new Outcome.Refused<>(all);
      case Outcome.Refused<Registered>(var problems) -> {
        all.addAll(problems);
        yield new Outcome.Refused<>(all);
      }
    };
  }
}

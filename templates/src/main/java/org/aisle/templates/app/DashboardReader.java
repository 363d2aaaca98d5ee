package org.aisle.templates.app;

import java.util.Comparator;
import java.util.List;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Sequence;
import org.aisle.templates.source.SourceReader;
import org.aisle.templates.source.SourceReader.Parsed;
import org.aisle.templates.source.Spot;
import org.jspecify.annotations.Nullable;

/**
 * Reads one dashboard as it stands in a file of an app template, and checks it in the same way
 * against what an app has by now. Terminates on every input and lets no exception out. Thread-safe.
 */
public final class DashboardReader {

  private static final Comparator<Spot> IN_ORDER =
      Comparator.comparingInt(Spot::line).thenComparingInt(Spot::column);

  private DashboardReader() {}

  public static DashboardOutcome yaml(String id, byte[] document, DashboardNames names) {
    return read(id, SourceReader.yaml(document), names);
  }

  public static DashboardOutcome json(String id, byte[] document, DashboardNames names) {
    return read(id, SourceReader.json(document), names);
  }

  private static DashboardOutcome read(String id, Parsed parsed, DashboardNames names) {
    String file = "dashboards/" + id + ".yaml";
    Faults faults = new Faults();
    if (!AppFile.ID.matcher(id).matches()) {
      faults.add(
          file,
          Spot.START,
          "app.id",
          "A dashboard's id has at most 63 characters a-z, 0-9 or '-', a letter first.");
    }
    parsed
        .faults()
        .forEach(f -> faults.add(file, f.spot(), "app." + f.code(), f.sentence() + " " + f.cure()));
    Dashboard dashboard = null;
    if (parsed.root() instanceof Mapping root) {
      dashboard = new DashboardFile(new Section(file, root, faults), names.scope()).read(id);
    } else if (parsed.root() != null) {
      faults.add(
          file,
          parsed.root().spot(),
          "app.wrong-type",
          "A dashboard is an object of keys and values, not %s."
              .formatted(parsed.root().description()));
    }
    return dashboard != null && faults.isEmpty()
        ? new DashboardOutcome.Read(dashboard)
        : new DashboardOutcome.Faults(
            faults.inOrder().stream().map(f -> fault(f, parsed.root())).toList());
  }

  private static DashboardFault fault(TemplateProblem of, @Nullable SourceNode root) {
    Spot at = new Spot("", of.line(), of.column());
    return new DashboardFault(
        root instanceof Mapping mapping ? tile(at, mapping) : DashboardFault.NO_TILE,
        of.line(),
        of.column(),
        of.code(),
        of.sentence());
  }

  /** The last tile that begins before the fault, unless another key of the dashboard does. */
  private static int tile(Spot fault, Mapping dashboard) {
    if (!(dashboard.get("tiles") instanceof Sequence tiles)) {
      return DashboardFault.NO_TILE;
    }
    List<SourceNode> items = tiles.items();
    for (int i = items.size() - 1; i >= 0; i--) {
      Spot begins = items.get(i).spot();
      if (IN_ORDER.compare(begins, fault) <= 0) {
        boolean left =
            dashboard.keys().values().stream()
                .anyMatch(
                    key -> IN_ORDER.compare(begins, key) < 0 && IN_ORDER.compare(key, fault) <= 0);
        return left ? DashboardFault.NO_TILE : i;
      }
    }
    return DashboardFault.NO_TILE;
  }
}

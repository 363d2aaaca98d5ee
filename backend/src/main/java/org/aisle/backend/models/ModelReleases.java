package org.aisle.backend.models;

import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.jspecify.annotations.Nullable;

/** Publishes drafts and moves devices to what was published. Thread-safe. */
public interface ModelReleases {

  /** What a draft would change and break; empty when there is no draft of that model. */
  Optional<ModelComparison> compare(AppId app, String line);

  /**
   * Publishes a draft as the model's newest version and ends it. The table gets its columns;
   * devices go on to speak the version they speak.
   *
   * @param replaces the revision that was looked at, or null for whatever is stored
   * @param breaking whether what {@link ModelComparison#breaks() breaks} is meant to; else that is
   *     refused, with all of it
   */
  Outcome<DeviceTemplate> publish(
      AppId app, String line, @Nullable Integer replaces, boolean breaking, String by);

  /**
   * Publishes all models of a text or none, without drafts.
   *
   * @param dtdl an interface, or an array of interfaces
   * @param breaking whether what new versions of published models would break is meant to; else
   *     that is refused, with all of it
   */
  Outcome<Release> publish(AppId app, String dtdl, boolean breaking);

  /**
   * What was published.
   *
   * @param templates in the order of the text
   * @param consequences what that does to what names their models
   */
  record Release(List<DeviceTemplate> templates, List<Consequence> consequences) {
    public Release {
      templates = List.copyOf(templates);
      consequences = List.copyOf(consequences);
    }
  }

  /**
   * Lets devices speak another version of the model that they speak. Each device is moved as a
   * whole or not at all, whatever becomes of the others. What they have measured stays where it is.
   *
   * @param to a published version
   * @param from only those that speak this version; null for every other version of the model
   * @param devices only these; null for all of them
   * @param trial to be told what would happen, and change nothing
   */
  Outcome<Migration> migrate(
      AppId app, Dtmi to, @Nullable Dtmi from, @Nullable List<DeviceId> devices, boolean trial);

  /**
   * What became of each device.
   *
   * @param results in the order that was asked for, else by id
   */
  record Migration(Dtmi to, List<Moved> results) {
    public Migration {
      results = List.copyOf(results);
    }

    public long moved() {
      return results.stream().filter(r -> r.state() == State.MOVED).count();
    }
  }

  /**
   * @param from the version it spoke; null when there is no such device
   * @param code null for one that is moved; else why not, or {@code migration.same}
   * @param sentence what became of it
   */
  record Moved(
      String device, @Nullable Dtmi from, State state, @Nullable String code, String sentence) {}

  /** What became of a device. */
  enum State {
    MOVED,
    UNCHANGED,
    REFUSED
  }
}

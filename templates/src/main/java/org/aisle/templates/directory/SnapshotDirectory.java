package org.aisle.templates.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;

/**
 * Answers from a snapshot as the registry answered when it was made. Immutable and thread-safe; no
 * question waits for anything.
 */
public final class SnapshotDirectory implements DeviceDirectory {

  /** So long a chain of gateways is followed. */
  public static final int LONGEST_CHAIN = 8;

  private static final SaltedHash NOBODY = SaltedHash.of(new byte[16], new byte[32]);

  private record Entry(KnownDevice device, Member member) {}

  private final AppId app;
  private final DirectorySnapshot snapshot;
  private final Map<DeviceId, Entry> entries = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SnapshotDirectory(DirectorySnapshot snapshot) {
    this.snapshot = snapshot;
    this.app = snapshot.gateway().app();
    Map<Dtmi, DeviceTemplate> templates = new HashMap<>();
    snapshot.models().forEach((id, dtdl) -> read(id, dtdl, templates));
    for (Member member : snapshot.devices()) {
      DeviceTemplate template = templates.get(member.template());
      if (template != null) {
        DeviceRef ref = new DeviceRef(app, member.id());
        entries.put(
            member.id(), new Entry(new KnownDevice(ref, member.enabled(), template), member));
      }
    }
  }

  /** Reads the models; one that can't be read leaves its devices out and is told by faults. */
  public static SnapshotDirectory of(DirectorySnapshot snapshot) {
    return new SnapshotDirectory(snapshot);
  }

  private void read(String id, String dtdl, Map<Dtmi, DeviceTemplate> templates) {
    switch (DtdlReader.read(dtdl)) {
      case DtdlOutcome.Read(var read) -> read.forEach(t -> templates.putIfAbsent(t.id(), t));
      case DtdlOutcome.Faults(var problems) ->
          faults.add(
              "The model %s can't be read by this gateway (%s); its devices are turned away until it is of the same release as the server."
                  .formatted(id, problems.getFirst().sentence()));
    }
  }

  public DirectorySnapshot snapshot() {
    return snapshot;
  }

  /** What of the snapshot can't be used, for people. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** How many devices may connect, without the gateway itself. */
  public int devices() {
    return entries.size() - (entries.containsKey(snapshot.gateway().device()) ? 1 : 0);
  }

  /** The devices that could connect with this one and can't, or not as before, with the next. */
  public Set<DeviceRef> withdrawnBy(SnapshotDirectory next) {
    Set<DeviceRef> withdrawn = new HashSet<>();
    entries.forEach(
        (id, entry) -> {
          Entry then = next.entries.get(id);
          if (then == null
              || (entry.member().enabled() && !then.member().enabled())
              || !entry.member().secret().equals(then.member().secret())) {
            withdrawn.add(entry.device().ref());
          }
        });
    return withdrawn;
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return entry(ref).map(Entry::device);
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    Optional<Entry> entry = entry(ref);
    boolean matches = entry.map(e -> e.member().secret()).orElse(NOBODY).matches(password);
    return matches && entry.isPresent() && entry.get().member().enabled();
  }

  @Override
  public boolean mayActFor(DeviceRef client, DeviceRef device) {
    Optional<Entry> asking = entry(client).filter(e -> e.member().enabled());
    if (asking.isEmpty() || client.equals(device)) {
      return asking.isPresent();
    }
    Optional<Entry> spokenFor = entry(device);
    if (spokenFor.isEmpty() || !asking.get().member().gateway()) {
      return false;
    }
    if (snapshot.servesApp() && client.equals(snapshot.gateway())) {
      return true;
    }
    String wanted = client.device().value();
    String via = spokenFor.get().member().via();
    for (int step = 0; via != null && step < LONGEST_CHAIN; step++) {
      if (via.equals(wanted)) {
        return true;
      }
      Entry next = entries.get(new DeviceId(via));
      via = next == null ? null : next.member().via();
    }
    return false;
  }

  private Optional<Entry> entry(DeviceRef ref) {
    return ref.app().equals(app)
        ? Optional.ofNullable(entries.get(ref.device()))
        : Optional.empty();
  }
}

package org.aisle.backend.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * All devices as last read. Reading and remembering is one step, one thread at a time, so that
 * nothing older ever replaces something newer. Thread-safe.
 */
@Component
class DirectoryMemory {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryMemory.class);
  private static final int ONE_BY_ONE = 1_000;

  /**
   * A device in memory.
   *
   * @param loaded when, as of {@link System#nanoTime()}
   */
  record Known(KnownDevice device, DeviceRows.Entry entry, long loaded) {

    private boolean losesAccessAs(@Nullable Known next) {
      return next == null
          || (entry.enabled() && !next.entry.enabled())
          || !java.security.MessageDigest.isEqual(
              entry.secret().hash(), next.entry.secret().hash());
    }
  }

  private final DeviceRows rows;
  private final ReadTemplates templates;
  private final ApplicationEventPublisher events;
  private final Map<DeviceRef, Known> known = new ConcurrentHashMap<>();
  private final ReentrantLock reading = new ReentrantLock();

  DirectoryMemory(DeviceRows rows, ReadTemplates templates, ApplicationEventPublisher events) {
    this.rows = rows;
    this.templates = templates;
    this.events = events;
  }

  Optional<Known> find(DeviceRef ref) {
    return Optional.ofNullable(known.get(ref));
  }

  /**
   * Reads every device of every app.
   *
   * @throws org.springframework.dao.DataAccessException when the database does not answer; what is
   *     known stays
   */
  void loadAll() {
    read(null, Set.of(), ref -> true);
  }

  /**
   * Reads what has changed.
   *
   * @throws org.springframework.dao.DataAccessException when the database does not answer; what is
   *     known stays
   */
  void reload(Set<RegistryChanged> changes) {
    Map<AppId, Set<String>> devices = new HashMap<>();
    Set<AppId> whole = new HashSet<>();
    for (RegistryChanged change : changes) {
      Set<String> ids = devices.computeIfAbsent(change.app(), app -> new HashSet<>());
      if (change.device() == null) {
        whole.add(change.app());
      } else {
        ids.add(change.device().value());
      }
    }
    devices.forEach(
        (app, ids) -> {
          if (whole.contains(app) || ids.size() > ONE_BY_ONE) {
            read(app, Set.of(), ref -> ref.app().equals(app));
          } else {
            read(app, ids, ref -> ref.app().equals(app) && ids.contains(ref.device().value()));
          }
        });
  }

  private void read(@Nullable AppId app, Set<String> ids, Predicate<DeviceRef> meant) {
    Set<DeviceRef> withdrawn = new HashSet<>();
    try {
      reading.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting to read devices.", e);
    }
    try {
      Map<DeviceRef, DeviceRows.Entry> entries = rows.entries(app, ids);
      long now = System.nanoTime();
      Set<DeviceRef> before = new HashSet<>();
      if (ids.isEmpty()) {
        known.keySet().stream().filter(meant).forEach(before::add);
      } else {
        AppId one = Objects.requireNonNull(app);
        ids.forEach(id -> before.add(DeviceRef.of(one.value(), id)));
      }
      before.stream()
          .filter(ref -> !entries.containsKey(ref))
          .filter(ref -> known.remove(ref) != null)
          .forEach(withdrawn::add);
      entries.forEach(
          (ref, entry) ->
              understood(ref, entry, now)
                  .ifPresent(
                      fresh -> {
                        Known old = known.put(ref, fresh);
                        if (old != null && old.losesAccessAs(fresh)) {
                          withdrawn.add(ref);
                        }
                      }));
    } finally {
      reading.unlock();
    }
    withdrawn.forEach(ref -> events.publishEvent(new AccessWithdrawn(ref)));
  }

  private Optional<Known> understood(DeviceRef ref, DeviceRows.Entry entry, long now) {
    try {
      return Optional.of(
          new Known(
              new KnownDevice(
                  ref, entry.enabled(), templates.template(entry.template(), entry.dtdl())),
              entry,
              now));
    } catch (IllegalStateException e) {
      LOG.error("The model of {} can't be read; the device is left as it was known.", ref, e);
      return Optional.empty();
    }
  }
}

package org.aisle.backend.registry;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Answers from memory. A change made by this process is seen when its transaction has committed;
 * one made by another process on the same database within {@value #REFRESH_SECONDS} seconds of use.
 * While the database is away, what is known stays known.
 */
@Component
class CachedDeviceDirectory implements DeviceDirectory {

  private static final int REFRESH_SECONDS = 20;
  private static final int REMEMBERED = 200_000;

  private record Known(KnownDevice device, DeviceRows.Entry entry) {}

  private final LoadingCache<DeviceRef, Optional<Known>> known;

  CachedDeviceDirectory(DeviceRows rows, ReadTemplates templates) {
    this.known =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .refreshAfterWrite(Duration.ofSeconds(REFRESH_SECONDS))
            .executor(Thread::startVirtualThread)
            .build(ref -> load(rows, templates, ref));
  }

  private static Optional<Known> load(DeviceRows rows, ReadTemplates templates, DeviceRef ref) {
    return rows.entry(ref)
        .map(
            entry ->
                new Known(
                    new KnownDevice(
                        ref, entry.enabled(), templates.template(entry.template(), entry.dtdl())),
                    entry));
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return known.get(ref).map(Known::device);
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    Optional<Known> device = known.get(ref);
    DeviceSecret secret =
        device.map(Known::entry).map(DeviceRows.Entry::secret).orElseGet(DeviceSecret::nobody);
    boolean matches = secret.matches(password);
    return matches && device.isPresent() && device.get().device().enabled();
  }

  @Override
  public boolean mayActFor(DeviceRef client, DeviceRef device) {
    if (!client.app().equals(device.app())) {
      return false;
    }
    Optional<Known> asking = known.get(client).filter(k -> k.device().enabled());
    if (client.equals(device)) {
      return asking.isPresent();
    }
    return asking.filter(k -> k.entry().gateway()).isPresent()
        && known
            .get(device)
            .filter(k -> client.device().value().equals(k.entry().via()))
            .isPresent();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(RegistryChanged change) {
    if (change.device() != null) {
      known.invalidate(new DeviceRef(change.app(), change.device()));
    } else {
      known.asMap().keySet().removeIf(ref -> ref.app().equals(change.app()));
    }
  }
}

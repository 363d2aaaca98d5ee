package org.aisle.backend.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.backend.registry.DirectoryMemory.Known;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.directory.SnapshotDirectory;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Answers from memory, which holds all devices from the start on: asking about a known device never
 * waits for the database, and while that is away, what is known stays known. A change made by this
 * process is seen when its transaction has committed; one made by another process on the same
 * database within about {@value #REFRESH_SECONDS} seconds of use.
 *
 * <p>Only a device not known yet is looked up while the caller waits, for {@value
 * #PATIENCE_SECONDS} seconds at most, and not at all within {@value #PATIENCE_SECONDS} seconds of a
 * failure.
 */
@Component
class CachedDeviceDirectory implements DeviceDirectory, SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(CachedDeviceDirectory.class);
  private static final int REFRESH_SECONDS = 20;
  private static final int PATIENCE_SECONDS = 2;
  private static final int STRANGERS = 20_000;

  private final DirectoryMemory memory;
  private final Cache<DeviceRef, Boolean> strangers =
      Caffeine.newBuilder()
          .maximumSize(STRANGERS)
          .expireAfterWrite(Duration.ofSeconds(REFRESH_SECONDS))
          .build();
  private final Cache<String, Boolean> away =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(PATIENCE_SECONDS)).build();
  private final Set<RegistryChanged> outdated = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean refreshing = new AtomicBoolean();

  CachedDeviceDirectory(DirectoryMemory memory) {
    this.memory = memory;
  }

  @Override
  public void afterSingletonsInstantiated() {
    try {
      memory.loadAll();
    } catch (RuntimeException e) {
      LOG.warn("The devices could not be read at the start; each is read when it is heard of.", e);
    }
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return known(ref).map(Known::device);
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    Optional<Known> device = known(ref);
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
    Optional<Known> asking = known(client).filter(k -> k.device().enabled());
    if (client.equals(device)) {
      return asking.isPresent();
    }
    if (asking.filter(k -> k.entry().gateway()).isEmpty()) {
      return false;
    }
    Optional<Known> spokenFor = known(device);
    return spokenFor.isPresent()
        && (asking.get().entry().servesApp() || speaksThrough(spokenFor.get(), client));
  }

  /** Whether a chain of gateways, each speaking for the next, ends at this one. */
  private boolean speaksThrough(Known device, DeviceRef gateway) {
    String via = device.entry().via();
    for (int step = 0; via != null && step < SnapshotDirectory.LONGEST_CHAIN; step++) {
      if (via.equals(gateway.device().value())) {
        return true;
      }
      via =
          known(new DeviceRef(gateway.app(), new DeviceId(via)))
              .map(next -> next.entry().via())
              .orElse(null);
    }
    return false;
  }

  private Optional<Known> known(DeviceRef ref) {
    Optional<Known> found = memory.find(ref);
    if (found.isPresent()) {
      if (System.nanoTime() - found.get().loaded() > TimeUnit.SECONDS.toNanos(REFRESH_SECONDS)) {
        outdated.add(new RegistryChanged(ref.app(), ref.device()));
        refreshInBackground();
      }
      return found;
    }
    return strangers.getIfPresent(ref) == null ? lookUp(ref) : Optional.empty();
  }

  private Optional<Known> lookUp(DeviceRef ref) {
    if (isAway()) {
      throw new DirectoryUnavailableException(
          "The database is away, and %s was never heard of before.".formatted(ref));
    }
    CompletableFuture<Optional<Known>> answer = new CompletableFuture<>();
    Thread asking =
        Thread.startVirtualThread(
            () -> {
              try {
                memory.reload(Set.of(new RegistryChanged(ref.app(), ref.device())));
                answer.complete(memory.find(ref));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    try {
      Optional<Known> found = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (found.isEmpty()) {
        strangers.put(ref, true);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryUnavailableException("Interrupted while looking up " + ref, e);
    } catch (ExecutionException | TimeoutException e) {
      asking.interrupt();
      away.put("", true);
      throw new DirectoryUnavailableException(
          "The database does not answer about %s.".formatted(ref), e);
    }
  }

  private boolean isAway() {
    return away.getIfPresent("") != null;
  }

  private void refreshInBackground() {
    if (!isAway() && refreshing.compareAndSet(false, true)) {
      Thread.startVirtualThread(
          () -> {
            try {
              refresh();
            } finally {
              refreshing.set(false);
            }
          });
    }
  }

  /** What can't be read now is read again at the next use of an old entry. */
  private synchronized void refresh() {
    Set<RegistryChanged> changes = Set.copyOf(outdated);
    if (changes.isEmpty()) {
      return;
    }
    outdated.removeAll(changes);
    try {
      memory.reload(changes);
    } catch (RuntimeException e) {
      away.put("", true);
      outdated.addAll(changes);
      LOG.warn(
          "{} changes of devices could not be read; what was known before is used: {}",
          changes.size(),
          e.getMessage());
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  @Order(1)
  void on(RegistryChanged change) {
    outdated.add(new RegistryChanged(change.app(), change.device()));
    if (change.device() == null) {
      strangers.asMap().keySet().removeIf(ref -> ref.app().equals(change.app()));
    } else {
      strangers.invalidate(new DeviceRef(change.app(), change.device()));
    }
  }

  /** Once for all that one transaction changed. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, fallbackExecution = true)
  @Order(2)
  void onCompletion(RegistryChanged change) {
    refresh();
  }
}

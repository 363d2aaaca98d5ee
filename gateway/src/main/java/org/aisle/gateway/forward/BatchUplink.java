package org.aisle.gateway.forward;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.aisle.gateway.message.OnceReceipt;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uplinks deliveries at least once to an Aisle server, many in one batch. A delivery is stored when
 * the server has acknowledged its batch. It fails, and stays with whoever sent it, as soon as the
 * connection is away, the server can't take it now, or more is waiting than may. What the server
 * refuses for good is sent in ever smaller batches until it stands alone, and then told to the
 * server as a rejection.
 *
 * <p>While batches are under way the next ones fill; an idle uplink sends at once. Thread-safe.
 */
public final class BatchUplink implements DeliveryUplink {

  private static final Logger LOG = LoggerFactory.getLogger(BatchUplink.class);
  private static final int LANES = 2;
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final long FIRST_REST = 250;
  private static final long LONGEST_REST = 10_000;

  private final InstantSource clock;
  private final Pending pending = new Pending();
  private final Pace pace;
  private final List<UplinkLane> lanes = new ArrayList<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long restingUntil = System.nanoTime();
  private volatile long rest = FIRST_REST;
  private volatile @Nullable Instant lastStoredAt;
  private volatile @Nullable String problem = "It has not connected yet.";

  /**
   * How an uplink is doing.
   *
   * @param lastStoredAt when the server last acknowledged a batch
   * @param batches how many it has acknowledged since the start
   * @param bytes how large these were together, as sent
   * @param problem why nothing can be sent, for people; null when it can
   */
  public record State(
      boolean connected,
      @Nullable Instant lastStoredAt,
      long batches,
      long bytes,
      @Nullable String problem) {}

  public BatchUplink(MqttUplinkSettings settings, InstantSource clock) {
    this.clock = clock;
    pace = new Pace(settings.timeout());
    for (int i = 1; i <= LANES; i++) {
      lanes.add(new UplinkLane(settings, i, this));
    }
  }

  /** Begins to connect and returns at once. */
  @Override
  public void start() {
    lanes.forEach(UplinkLane::start);
  }

  /** Whether deliveries can be taken at the moment. */
  @Override
  public boolean isConnected() {
    return connected.get() > 0;
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  public State state() {
    return new State(isConnected(), lastStoredAt, batches.get(), bytes.get(), problem);
  }

  /** Takes a delivery and calls its receipt, now or later; throws nothing and does not wait. */
  @Override
  public void send(Delivery delivery) {
    Receipt receipt = new OnceReceipt(delivery.receipt());
    if (!isConnected()) {
      receipt.failed(new IllegalStateException("The uplink is not connected."));
      return;
    }
    if (resting()) {
      receipt.failed(new IllegalStateException("The server can't take anything now."));
      return;
    }
    List<Parcel> parcels = Parcel.of(delivery, receipt);
    if (parcels.getFirst().isEmpty()) {
      receipt.stored();
    } else if (!pending.offer(parcels)) {
      receipt.failed(new IllegalStateException("Too much is waiting for the uplink."));
    } else if (!isConnected()) {
      fail(pending.drain(), new IllegalStateException("The uplink was lost."));
    }
  }

  /** Disconnects; the receipts of what was not acknowledged fail. */
  @Override
  public void close() {
    lanes.forEach(UplinkLane::stop);
    lanes.forEach(lane -> lane.join(GOODBYE));
    fail(pending.drain(), new IllegalStateException("The uplink was closed."));
  }

  Pending pending() {
    return pending;
  }

  Pace pace() {
    return pace;
  }

  InstantSource clock() {
    return clock;
  }

  boolean resting() {
    return restingUntil - System.nanoTime() > 0;
  }

  /** The server can't take what is good in itself: nothing is sent for a while. */
  void rest(String why) {
    problem = why;
    long pause = rest;
    rest = Math.min(pause * 2, LONGEST_REST);
    restingUntil = System.nanoTime() + pause * 1_000_000;
    LOG.warn("Nothing is uplinked for {} ms. {}", pause, why);
    fail(pending.drain(), new IllegalStateException(why));
  }

  void connected() {
    connected.incrementAndGet();
    problem = null;
  }

  void lost(String why) {
    if (connected.decrementAndGet() == 0) {
      unreachable(why);
      fail(pending.drain(), new IllegalStateException("The uplink was lost."));
    }
  }

  void unreachable(String why) {
    if (!isConnected()) {
      problem = why;
    }
  }

  void stored(int size) {
    batches.incrementAndGet();
    bytes.addAndGet(size);
    lastStoredAt = clock.instant();
    rest = FIRST_REST;
    problem = null;
  }

  static void fail(List<Parcel> parcels, Throwable reason) {
    parcels.forEach(parcel -> parcel.receipt().failed(reason));
  }
}

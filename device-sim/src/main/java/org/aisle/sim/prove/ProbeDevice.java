package org.aisle.sim.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.aisle.sim.prove.Account.Message;
import org.aisle.sim.world.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A device that keeps what is not acknowledged and sends it again, over this connection's successor
 * if need be: at least once, in the order of measuring. Lives on a thread of its own.
 */
final class ProbeDevice implements MqttLink.Listener {

  /**
   * What sort of firmware it has.
   *
   * @param window how many messages may wait for their acknowledgement
   * @param batch how many samples a message has at most
   * @param pace between messages
   */
  record Firmware(
      boolean v5, boolean keepsSession, int window, int batch, Duration pace, String topic) {

    private static final List<String> TOPICS = List.of("telemetry", "t", "event", "e");
    private static final int[] WINDOWS = {1, 4, 8, 1};
    private static final int[] BATCHES = {1, 5, 1, 20, 2};

    static Firmware of(int index, RandomStream random) {
      return new Firmware(
          index % 2 == 0,
          index / 2 % 2 == 0,
          WINDOWS[index / 4 % WINDOWS.length],
          BATCHES[index % BATCHES.length],
          Duration.ofMillis((long) random.uniform(60, 200)),
          TOPICS.get(index / 2 % TOPICS.size()));
    }
  }

  /** A message under way. */
  private static final class Waiting {
    private final Message message;
    private volatile boolean repeated;
    private volatile long transmitted;

    Waiting(Message message) {
      this.message = message;
    }
  }

  /** Longer than the broker lets a device wait before it queues the message. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final int REMEMBERED = 200;

  private final Firmware firmware;
  private final Account account;
  private final MqttLink.Client client;
  private final int port;
  private final RandomStream random;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Map<Integer, Waiting> waiting = new LinkedHashMap<>();
  private final Deque<Message> script = new ArrayDeque<>();
  private final Deque<Message> history = new ArrayDeque<>();
  private final AtomicLong connects = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private int packet;
  private long due;
  private @Nullable MqttLink current;
  private volatile long acknowledged = Long.MIN_VALUE;
  private volatile Duration clock = Duration.ZERO;
  private volatile boolean twice;
  private volatile boolean draining;
  private volatile boolean ended;

  ProbeDevice(
      Firmware firmware, Account account, String app, String password, int port, long seed) {
    this.firmware = firmware;
    this.account = account;
    this.port = port;
    this.random = RandomStream.of(seed, account.device(), "behaviour");
    String user = account.device() + "@" + app;
    this.client = new MqttLink.Client(user, user, password, firmware.v5, firmware.keepsSession);
    this.thread = Thread.ofPlatform().daemon().name(account.device()).unstarted(this::live);
  }

  void start() {
    thread.start();
  }

  Account account() {
    return account;
  }

  long connects() {
    return connects.get();
  }

  long refused() {
    return refused.get();
  }

  /** Moves its clock so far from the truth. */
  void setClock(Duration off) {
    clock = off;
  }

  /** From now on, says everything twice and in a shuffled order, and old things again. */
  void setTwice(boolean on) {
    twice = on;
  }

  /** Whether a message that it sent after that moment (System.nanoTime) was acknowledged. */
  boolean heardSince(long nanos) {
    return acknowledged > nanos;
  }

  /** From now on only sends what is not acknowledged yet, or measures again. */
  void setDraining(boolean on) {
    draining = on;
  }

  boolean drained() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    ended = true;
    thread.interrupt();
  }

  void join(Duration time) throws InterruptedException {
    thread.join(time);
  }

  /**
   * Connects a second client under the same identifier; what it is not acknowledged is given up.
   */
  void takeOver() {
    Message message = account.measure(firmware.batch, clock);
    MqttLink.Listener second =
        new MqttLink.Listener() {
          @Override
          public void acknowledged(MqttLink link, int id, int code) {
            if (code < 0x80) {
              account.acknowledged(message);
            }
          }

          @Override
          public void ended(MqttLink link) {}
        };
    try (MqttLink link = MqttLink.open(port, client, second)) {
      account.transmits(message);
      link.publish(1, false, firmware.topic, account.payload(message));
      Pause.millis(300);
    } catch (IOException e) {
      // The first one was quicker.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    try {
      while (!ended) {
        try (MqttLink link = MqttLink.open(port, client, this)) {
          connects.incrementAndGet();
          setCurrent(link);
          serve(link);
        } catch (IOException e) {
          setCurrent(null);
        }
        Pause.millis((long) random.uniform(50, 400));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void setCurrent(@Nullable MqttLink link) {
    lock.lock();
    try {
      current = link;
    } finally {
      lock.unlock();
    }
  }

  private void serve(MqttLink link) throws IOException, InterruptedException {
    boolean again = firmware.keepsSession && link.sessionPresent();
    for (Map.Entry<Integer, Waiting> entry : pending()) {
      transmit(link, entry.getKey(), entry.getValue(), again && entry.getValue().repeated);
    }
    long pinged = System.nanoTime();
    while (!ended && !link.over()) {
      long now = System.nanoTime();
      if (now - pinged > TimeUnit.SECONDS.toNanos(10)) {
        link.ping();
        pinged = now;
      }
      Map.Entry<Integer, Waiting> next = next(now);
      if (next != null) {
        transmit(link, next.getKey(), next.getValue(), false);
      } else if (stale(now)) {
        return;
      }
    }
  }

  private List<Map.Entry<Integer, Waiting>> pending() {
    lock.lock();
    try {
      List<Map.Entry<Integer, Waiting>> pending = new ArrayList<>();
      waiting.forEach((id, one) -> pending.add(Map.entry(id, one)));
      return pending;
    } finally {
      lock.unlock();
    }
  }

  private void transmit(MqttLink link, int id, Waiting one, boolean again) throws IOException {
    account.transmits(one.message);
    one.transmitted = System.nanoTime();
    one.repeated = true;
    link.publish(id, again, firmware.topic, account.payload(one.message));
  }

  /** The next message, when it is time and there is room; else waits a little. */
  private Map.@Nullable Entry<Integer, Waiting> next(long now) throws InterruptedException {
    lock.lock();
    try {
      boolean idle = draining && script.isEmpty();
      if (idle || waiting.size() >= firmware.window || now < due) {
        change.awaitNanos(TimeUnit.MILLISECONDS.toNanos(20));
        return null;
      }
      due = Math.max(due, now - firmware.pace.toNanos()) + firmware.pace.toNanos();
      if (script.isEmpty()) {
        measure();
      }
      Waiting one = new Waiting(script.removeFirst());
      do {
        packet = packet % 65_535 + 1;
      } while (waiting.containsKey(packet));
      waiting.put(packet, one);
      return Map.entry(packet, one);
    } finally {
      lock.unlock();
    }
  }

  private void measure() {
    if (!twice) {
      script.add(measured());
      return;
    }
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Message message = measured();
      messages.add(message);
      messages.add(message);
    }
    List<Message> old = List.copyOf(history);
    messages.add(old.get((int) random.uniform(0, old.size())));
    for (int i = messages.size() - 1; i > 0; i--) {
      java.util.Collections.swap(messages, i, (int) random.uniform(0, i + 1.0));
    }
    script.addAll(messages);
  }

  private Message measured() {
    int size = 1 + (int) random.uniform(0, firmware.batch);
    Message message = account.measure(size, clock);
    history.addLast(message);
    if (history.size() > REMEMBERED) {
      history.removeFirst();
    }
    return message;
  }

  private boolean stale(long now) {
    lock.lock();
    try {
      return waiting.values().stream()
          .anyMatch(one -> now - one.transmitted > PATIENCE.toNanos() && one.transmitted != 0);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void acknowledged(MqttLink link, int id, int code) {
    lock.lock();
    try {
      Waiting one = link == current ? waiting.remove(id) : null;
      if (one == null) {
        return;
      }
      if (code >= 0x80) {
        refused.incrementAndGet();
        script.addFirst(one.message);
      } else {
        account.acknowledged(one.message);
        acknowledged = Math.max(acknowledged, one.transmitted);
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(MqttLink link) {
    lock.lock();
    try {
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

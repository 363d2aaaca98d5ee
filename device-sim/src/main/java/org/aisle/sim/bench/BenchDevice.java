package org.aisle.sim.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.aisle.sim.publish.Credentials;

/**
 * One MQTT 3.1.1 connection that publishes at QoS 1 and keeps at most {@code window} messages
 * unacknowledged. At most once: it sends nothing again. Belongs to one thread.
 */
final class BenchDevice {

  private static final byte[] TOPIC = "telemetry".getBytes(StandardCharsets.US_ASCII);
  private static final int CONNACK = 2;
  private static final int PUBACK = 4;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final long[] sentAt;
  private final int[] ids;
  private final ArrayDeque<Long> due = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(4096);
  private ByteBuffer out = ByteBuffer.allocate(4096);
  private int unacknowledged;
  private int nextId = 1;
  private long lastMillis;
  private boolean connected;

  BenchDevice(
      InetSocketAddress broker, String clientId, Credentials credentials, int window, Selector all)
      throws IOException {
    sentAt = new long[window];
    ids = new int[window];
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(broker);
    channel.configureBlocking(false);
    key = channel.register(all, SelectionKey.OP_READ, this);
    byte[] id = utf8(clientId);
    byte[] user = utf8(credentials.user().username());
    byte[] password = utf8(credentials.password());
    header(0x10, 10 + 6 + id.length + user.length + password.length);
    text(utf8("MQTT"));
    out.put((byte) 4).put((byte) 0xC2).putShort((short) 600);
    text(id);
    text(user);
    text(password);
    flush();
  }

  boolean connected() {
    return connected;
  }

  int unacknowledged() {
    return unacknowledged;
  }

  int waiting() {
    return due.size();
  }

  /** A message that is to be sent, now or as soon as the window has room. */
  void due(long nanos) {
    due.addLast(nanos);
  }

  /** Sends what waits and fits the window. */
  void send(Payloads payloads, long nowMillis) throws IOException {
    while (unacknowledged < ids.length && !due.isEmpty()) {
      publish(payloads, due.removeFirst(), nowMillis);
    }
    flush();
  }

  /** Fills the window with messages that are due now. */
  void fill(Payloads payloads, long nowNanos, long nowMillis) throws IOException {
    while (unacknowledged < ids.length) {
      publish(payloads, nowNanos, nowMillis);
    }
    flush();
  }

  private void publish(Payloads payloads, long dueAt, long nowMillis) {
    long first = Math.max(nowMillis, lastMillis + 1);
    lastMillis = first + payloads.samples() - 1;
    byte[] payload = payloads.next(first);
    int slot = 0;
    while (ids[slot] != 0) {
      slot++;
    }
    ids[slot] = nextId;
    sentAt[slot] = dueAt;
    unacknowledged++;
    header(0x32, 2 + TOPIC.length + 2 + payload.length);
    text(TOPIC);
    out.putShort((short) nextId).put(payload);
    nextId = nextId == 0xFFFF ? 1 : nextId + 1;
  }

  /** Reads what came; returns how many messages were acknowledged. */
  int read(Latencies latencies, long nowNanos) throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("The broker closed a connection.");
    }
    in.flip();
    int acknowledged = 0;
    while (in.remaining() >= 2 && in.remaining() >= 2 + in.get(in.position() + 1)) {
      int type = (in.get() >> 4) & 15;
      int end = in.get() + in.position();
      if (type == CONNACK) {
        in.get();
        int code = in.get();
        if (code != 0) {
          throw new IOException("The broker refused a connection with code " + code + ".");
        }
        connected = true;
      } else if (type == PUBACK) {
        acknowledged += acknowledge(in.getShort() & 0xFFFF, latencies, nowNanos);
      }
      in.position(end);
    }
    in.compact();
    return acknowledged;
  }

  private int acknowledge(int id, Latencies latencies, long nowNanos) {
    for (int slot = 0; slot < ids.length; slot++) {
      if (ids[slot] == id) {
        ids[slot] = 0;
        unacknowledged--;
        latencies.add(nowNanos - sentAt[slot]);
        return 1;
      }
    }
    return 0;
  }

  void flush() throws IOException {
    if (out.position() == 0) {
      return;
    }
    out.flip();
    channel.write(out);
    key.interestOps(
        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    out.compact();
  }

  void close() throws IOException {
    channel.close();
  }

  private void header(int type, int length) {
    if (out.remaining() < length + 5) {
      ByteBuffer larger = ByteBuffer.allocate(2 * (out.position() + length + 5));
      out.flip();
      out = larger.put(out);
    }
    out.put((byte) type);
    int rest = length;
    while (rest >= 128) {
      out.put((byte) ((rest & 127) | 128));
      rest >>= 7;
    }
    out.put((byte) rest);
  }

  private void text(byte[] bytes) {
    out.putShort((short) bytes.length).put(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

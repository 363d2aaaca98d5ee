package org.aisle.sim.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A subscriber (MQTT 3.1.1, QoS 1, a session that lasts) that acknowledges every message and throws
 * it away, from a thread of its own. It costs the broker what any subscriber does, and itself
 * hardly anything. Thread-safe.
 */
public final class MqttSink implements AutoCloseable {

  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int SUBACK = 9;
  private static final int REFUSED = 0x80;
  private static final int BUFFER = 64 * 1024;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final AtomicLong received = new AtomicLong();
  private final Thread thread;

  private MqttSink(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    connect();
    subscribe();
    this.thread = Thread.ofPlatform().daemon().name("mqtt-sink").start(this::run);
  }

  /**
   * Subscribes to everything and returns when that is granted.
   *
   * @throws IOException when the broker refuses, or is not there
   */
  public static MqttSink subscribe(InetSocketAddress broker) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(broker);
      return new MqttSink(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** How many messages it has thrown away. */
  public long received() {
    return received.get();
  }

  private void connect() throws IOException {
    byte[] id = "sink".getBytes(StandardCharsets.US_ASCII);
    out.write(0x10);
    out.write(10 + 2 + id.length);
    out.writeUTF("MQTT");
    out.write(4);
    out.write(0);
    out.writeShort(600);
    out.writeShort(id.length);
    out.write(id);
    out.flush();
    if ((answer(CONNACK)[1] & 0xFF) != 0) {
      throw new IOException("The broker refused the subscriber's connection.");
    }
  }

  private void subscribe() throws IOException {
    out.write(0x82);
    out.write(2 + 3 + 1);
    out.writeShort(1);
    out.writeUTF("#");
    out.write(1);
    out.flush();
    if ((answer(SUBACK)[2] & REFUSED) != 0) {
      throw new IOException("The broker refused the subscription.");
    }
  }

  private byte[] answer(int type) throws IOException {
    int got = in.readUnsignedByte() >> 4;
    byte[] body = in.readNBytes(length());
    if (got != type) {
      throw new IOException("The broker answered with a packet of type " + got + ".");
    }
    return body;
  }

  private int length() throws IOException {
    int length = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = in.readUnsignedByte();
      length |= (next & 127) << shift;
      if (next < 128) {
        return length;
      }
    }
    throw new IOException("The broker sent a packet of impossible length.");
  }

  private void run() {
    try {
      while (true) {
        int head = in.readUnsignedByte();
        int length = length();
        if (head >> 4 != PUBLISH) {
          in.skipNBytes(length);
          continue;
        }
        int topic = in.readUnsignedShort();
        in.skipNBytes(topic);
        int rest = length - 2 - topic;
        if ((head & 6) != 0) {
          int id = in.readUnsignedShort();
          rest -= 2;
          out.writeShort(0x4002);
          out.writeShort(id);
        }
        in.skipNBytes(rest);
        received.incrementAndGet();
        if (in.available() == 0) {
          out.flush();
        }
      }
    } catch (IOException e) {
      // Closed from here or there; whoever counts sees that no more comes.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.interrupt();
  }
}

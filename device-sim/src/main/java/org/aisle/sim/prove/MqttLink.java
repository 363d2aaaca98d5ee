package org.aisle.sim.prove;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * One MQTT connection, spoken by hand, so that a device can do what firmware does and libraries
 * hide: resend with or without DUP, give up its session, go silent. Publishes at QoS 1 only.
 */
final class MqttLink implements Closeable {

  /** Hears of acknowledgements, on the connection's own thread. */
  interface Listener {

    /**
     * @param code 0 in MQTT 3.1.1
     */
    void acknowledged(MqttLink link, int packet, int code);

    void ended(MqttLink link);
  }

  /**
   * Who connects.
   *
   * @param v5 MQTT 5, else 3.1.1
   * @param keepsSession the broker is asked to remember the client
   */
  record Client(String id, String user, String password, boolean v5, boolean keepsSession) {}

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int CONNACK = 2;
  private static final int PUBACK = 4;
  private static final int DISCONNECT = 14;

  private final Socket socket;
  private final OutputStream out;
  private final boolean v5;
  private final boolean sessionPresent;
  private volatile boolean over;

  private MqttLink(Socket socket, OutputStream out, boolean v5, boolean sessionPresent) {
    this.socket = socket;
    this.out = out;
    this.v5 = v5;
    this.sessionPresent = sessionPresent;
  }

  /**
   * Connects and waits for the answer.
   *
   * @throws IOException when there is none in five seconds, or it is a refusal
   */
  static MqttLink open(int port, Client client, Listener listener) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(connect(client));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int header = in.readUnsignedByte();
      byte[] body = body(in);
      if (header >> 4 != CONNACK || body.length < 2 || body[1] != 0) {
        throw new IOException("The broker does not let the client in.");
      }
      socket.setSoTimeout(0);
      MqttLink link = new MqttLink(socket, out, client.v5(), (body[0] & 1) == 1);
      Thread.ofPlatform().daemon().name("prove-link").start(() -> link.listen(in, listener));
      return link;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  boolean sessionPresent() {
    return sessionPresent;
  }

  boolean over() {
    return over;
  }

  void publish(int packet, boolean again, String topic, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 100);
    DataOutputStream body = new DataOutputStream(bytes);
    text(body, topic);
    body.writeShort(packet);
    if (v5) {
      byte[] type = "application/json".getBytes(StandardCharsets.UTF_8);
      body.writeByte(type.length + 3);
      body.writeByte(3);
      body.writeShort(type.length);
      body.write(type);
    }
    body.write(payload);
    send(0x32 | (again ? 8 : 0), bytes.toByteArray());
  }

  void ping() throws IOException {
    send(0xC0, new byte[0]);
  }

  private void send(int header, byte[] body) throws IOException {
    byte[] packet = packet(header, body);
    synchronized (out) {
      out.write(packet);
    }
  }

  private void listen(DataInputStream in, Listener listener) {
    try {
      while (true) {
        int header = in.readUnsignedByte();
        byte[] body = body(in);
        if (header >> 4 == PUBACK) {
          int code = body.length > 2 ? body[2] & 0xff : 0;
          listener.acknowledged(this, (body[0] & 0xff) << 8 | body[1] & 0xff, code);
        } else if (header >> 4 == DISCONNECT) {
          throw new EOFException("The broker said goodbye");
        }
      }
    } catch (IOException e) {
      over = true;
      listener.ended(this);
    }
  }

  private static byte[] connect(Client client) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    text(body, "MQTT");
    body.writeByte(client.v5() ? 5 : 4);
    body.writeByte(0xC0 | (client.keepsSession() ? 0 : 2));
    body.writeShort(KEEP_ALIVE_SECONDS);
    if (client.v5()) {
      body.writeByte(client.keepsSession() ? 5 : 0);
      if (client.keepsSession()) {
        body.writeByte(0x11);
        body.writeInt(3_600);
      }
    }
    text(body, client.id());
    text(body, client.user());
    text(body, client.password());
    return packet(0x10, bytes.toByteArray());
  }

  private static byte[] packet(int header, byte[] body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream(body.length + 5);
    packet.write(header);
    int length = body.length;
    do {
      int digit = length % 128;
      length /= 128;
      packet.write(length > 0 ? digit | 128 : digit);
    } while (length > 0);
    packet.writeBytes(body);
    return packet.toByteArray();
  }

  private static byte[] body(DataInputStream in) throws IOException {
    int length = 0;
    int digit;
    int shift = 0;
    do {
      digit = in.readUnsignedByte();
      length |= (digit & 127) << shift;
      shift += 7;
    } while ((digit & 128) != 0 && shift < 28);
    byte[] body = new byte[length];
    in.readFully(body);
    return body;
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
  }

  /** Ends the connection without a goodbye. */
  @Override
  public void close() {
    over = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It has ended already.
      return;
    }
  }
}

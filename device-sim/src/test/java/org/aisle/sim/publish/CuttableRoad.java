package org.aisle.sim.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a broker that can be cut: bytes go through until {@link #cut}, then again. */
final class CuttableRoad implements AutoCloseable {

  private final BrokerAddress broker;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  CuttableRoad(BrokerAddress broker) throws IOException {
    this.broker = broker;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  BrokerAddress address() {
    return new BrokerAddress("127.0.0.1", server.getLocalPort());
  }

  /** Breaks every connection that stands now. */
  void cut() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        Socket far = new Socket(broker.host(), broker.port());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        Thread.ofPlatform().daemon().start(() -> carry(near, far));
        Thread.ofPlatform().daemon().start(() -> carry(far, near));
      }
    } catch (IOException e) {
      // The road was closed.
    }
  }

  private static void carry(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // The road was cut.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}

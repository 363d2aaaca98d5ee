package org.aisle.sim.prove;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between clients and a port of this machine that can be cut, slow, narrow, or half open:
 * connected, and swallowing every byte. Thread-safe.
 */
final class Road implements Closeable {

  /** How bytes travel. */
  enum State {
    OPEN,
    CUT,
    SLOW,
    NARROW,
    HALF_OPEN
  }

  private static final int SLOW_MILLIS = 250;
  private static final int NARROW_BYTES_PER_SECOND = 4_000;

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile State state = State.OPEN;

  Road(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("prove-road").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Changes the road; a cut ends all connections, and connections that were half open stay so. */
  void become(State next) {
    state = next;
    if (next == State.CUT) {
      end();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        if (state == State.CUT) {
          near.close();
        } else {
          join(near);
        }
      } catch (IOException e) {
        // The target is away, or the road is closed: the next attempt tells.
        continue;
      }
    }
  }

  private void join(Socket near) throws IOException {
    Socket far;
    try {
      far = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      near.close();
      throw e;
    }
    near.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    sockets.add(near);
    sockets.add(far);
    Thread.ofVirtual().start(() -> carry(near, far));
    Thread.ofVirtual().start(() -> carry(far, near));
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[4_096];
    boolean dead = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        State now = state;
        dead |= now == State.HALF_OPEN;
        if (dead) {
          continue;
        }
        if (now == State.SLOW) {
          Pause.millis(SLOW_MILLIS);
        } else if (now == State.NARROW) {
          Pause.millis(1_000L * n / NARROW_BYTES_PER_SECOND);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One end has gone; the other follows.
      dead = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void end() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // It has ended already.
        continue;
      }
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    end();
  }
}

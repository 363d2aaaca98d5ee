package org.aisle.gateway.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A network that can be cut, go silent without an error, or be slow. */
public final class CuttableProxy implements AutoCloseable {

  private final ServerSocket server;
  private final URI target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean silent;
  private volatile long bytesPerSecond = Long.MAX_VALUE;

  public CuttableProxy(URI target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public URI uri() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  /** Ends all connections; new ones work. */
  public void cut() {
    silent = false;
    for (Socket socket : sockets) {
      close(socket);
    }
    sockets.clear();
  }

  /** Lets no byte through on connections that exist now or are made until {@link #cut()}. */
  public void fallSilent() {
    silent = true;
  }

  /** Lets bytes through on new connections; those that fell silent stay so. */
  public void recover() {
    silent = false;
  }

  /** Lets that many bytes through in a second, in each direction of each connection. */
  public void throttle(long rate) {
    bytesPerSecond = rate;
  }

  /** How many bytes went to the target. */
  public long sent() {
    return sent.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        Socket far = new Socket(target.getHost(), target.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> pump(near, far, sent));
        Thread.ofVirtual().start(() -> pump(far, near, new AtomicLong()));
      } catch (IOException e) {
        // the broker is away or the proxy is closed: the next attempt will tell
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicLong counter) {
    boolean dead = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        dead |= silent;
        if (!dead) {
          out.write(buffer, 0, n);
          out.flush();
          counter.addAndGet(n);
          long rate = bytesPerSecond;
          if (rate != Long.MAX_VALUE) {
            LockSupport.parkNanos(n * 1_000_000_000L / rate);
          }
        }
      }
    } catch (IOException e) {
      // cut
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}

package org.aisle.templates.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets with Nagle's algorithm off. With it on, an acknowledgement waits up to 40 ms for the
 * peer's delayed ACK (RFC 1122, 4.2.3.2), and a broker that waits for acknowledgements delivers a
 * tenth of what it could. Thread-safe if the factory it asks is.
 */
public final class UndelayedSockets extends SocketFactory {

  private final SocketFactory sockets;

  /** Plain TCP. */
  public UndelayedSockets() {
    this(SocketFactory.getDefault());
  }

  UndelayedSockets(SocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public Socket createSocket() throws IOException {
    return undelayed(sockets.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return undelayed(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return undelayed(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(sockets.createSocket(host, port, local, localPort));
  }

  static Socket undelayed(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}

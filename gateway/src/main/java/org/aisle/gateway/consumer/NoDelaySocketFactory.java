package org.aisle.gateway.consumer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets with Nagle's algorithm off: with it on, a broker that waits for acknowledgements sends a
 * tenth of what it could.
 */
public final class NoDelaySocketFactory extends SocketFactory {

  private final SocketFactory plain = SocketFactory.getDefault();

  @Override
  public Socket createSocket() throws IOException {
    return undelayed(plain.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return undelayed(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(plain.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return undelayed(plain.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(plain.createSocket(host, port, local, localPort));
  }

  private static Socket undelayed(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}

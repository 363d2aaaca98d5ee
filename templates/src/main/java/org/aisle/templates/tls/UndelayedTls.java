package org.aisle.templates.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS with Nagle's algorithm off: with it on, small messages wait for acknowledgements. */
final class UndelayedTls extends SSLSocketFactory {

  private final SSLSocketFactory target;

  UndelayedTls(SSLSocketFactory target) {
    this.target = target;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return target.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return target.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return undelayed(target.createSocket());
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean close)
      throws IOException {
    return undelayed(target.createSocket(plain, host, port, close));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return undelayed(target.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(target.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return undelayed(target.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return undelayed(target.createSocket(host, port, local, localPort));
  }

  private static Socket undelayed(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}

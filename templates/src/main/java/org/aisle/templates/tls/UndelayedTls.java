package org.aisle.templates.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over {@link UndelayedSockets}; clients ask for this type to know that they speak TLS. */
final class UndelayedTls extends SSLSocketFactory {

  private final SSLSocketFactory tls;
  private final UndelayedSockets sockets;

  UndelayedTls(SSLSocketFactory tls) {
    this.tls = tls;
    this.sockets = new UndelayedSockets(tls);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean close)
      throws IOException {
    return UndelayedSockets.undelayed(tls.createSocket(plain, host, port, close));
  }

  @Override
  public Socket createSocket() throws IOException {
    return sockets.createSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return sockets.createSocket(host, port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return sockets.createSocket(host, port, local, localPort);
  }
}

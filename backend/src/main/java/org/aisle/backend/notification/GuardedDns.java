package org.aisle.backend.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once and hands out its addresses only when the guard lets every one of them pass:
 * what was judged is what is connected to, whatever the name server says a moment later.
 */
final class GuardedDns implements DnsResolver {

  /** How names become addresses. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** The host leads where the server may not go. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String host) {
      super(host);
    }
  }

  private final OutboundGuard guard;
  private final Lookup lookup;

  GuardedDns(OutboundGuard guard, Lookup lookup) {
    this.guard = guard;
    this.lookup = lookup;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.addresses(host);
    for (InetAddress address : addresses) {
      if (!guard.allows(host, address)) {
        throw new Refused(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}

package org.aisle.backend.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the server may connect to on somebody's behalf: public unicast addresses, and what {@code
 * aisle.notification.allow} names. Immutable. It judges addresses, not names, so it must be asked
 * about the very address that is then connected to.
 */
final class OutboundGuard {

  /** Not globally reachable, or made to reach something else (RFC 6890 and its successors). */
  private static final List<Range> CLOSED =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "3fff::/20");

  /** Nothing else of IPv6 is handed out for unicast. */
  private static final Range GLOBAL_UNICAST = Range.parse("2000::/3");

  private static final Range NAT64 = Range.parse("64:ff9b::/96");
  private static final Range SIX_TO_FOUR = Range.parse("2002::/16");
  private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?");

  private final Set<String> hosts;
  private final List<Range> ranges;

  private OutboundGuard(Set<String> hosts, List<Range> ranges) {
    this.hosts = Set.copyOf(hosts);
    this.ranges = List.copyOf(ranges);
  }

  /**
   * @param allow host names, addresses and address ranges
   * @throws IllegalArgumentException that says which entry is none of them
   */
  static OutboundGuard of(List<String> allow) {
    List<String> hosts = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    for (String entry : allow) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (text.contains("/") || text.contains(":") || text.matches("[0-9.]+")) {
        ranges.add(Range.parse(text));
      } else if (HOST.matcher(text).matches()) {
        hosts.add(canonical(text));
      } else {
        throw new IllegalArgumentException(
            "aisle.notification.allow lists hosts and address ranges such as 10.1.0.0/16; '%s' is neither."
                .formatted(entry.replaceAll("\\p{Cntrl}", " ")));
      }
    }
    return new OutboundGuard(Set.copyOf(hosts), ranges);
  }

  /** An absolute http or https URL with a host, without user, password and fragment. */
  static boolean isPlainUrl(URI url) {
    return url.getScheme() != null
        && (url.getScheme().equalsIgnoreCase("http") || url.getScheme().equalsIgnoreCase("https"))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.getPort() <= 65_535
        && url.getPort() != 0;
  }

  /** Whether the host, as it was named, may be connected to at that address. */
  boolean allows(String host, InetAddress address) {
    byte[] bytes = unmapped(address.getAddress());
    return hosts.contains(canonical(host))
        || ranges.stream().anyMatch(range -> range.contains(bytes))
        || isPublic(bytes);
  }

  private static boolean isPublic(byte[] address) {
    if (CLOSED.stream().anyMatch(range -> range.contains(address))) {
      return false;
    }
    if (address.length == 4) {
      return true;
    }
    if (NAT64.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, 2, 6));
    }
    return GLOBAL_UNICAST.contains(address);
  }

  /** Of an IPv4 address written as IPv6 the IPv4 address. */
  private static byte[] unmapped(byte[] address) {
    if (address.length == 4) {
      return address;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return address;
      }
    }
    return address[10] == -1 && address[11] == -1 ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static List<Range> ranges(String... texts) {
    return Arrays.stream(texts).map(Range::parse).toList();
  }

  /** Addresses with the same first bits. */
  private record Range(byte[] network, int bits) {

    static Range parse(String text) {
      int slash = text.indexOf('/');
      byte[] network = literal(slash < 0 ? text : text.substring(0, slash));
      int bits = network == null ? -1 : network.length * 8;
      if (slash >= 0 && text.substring(slash + 1).matches("[0-9]{1,3}")) {
        int asked = Integer.parseInt(text.substring(slash + 1));
        bits = asked <= bits ? asked : -1;
      } else if (slash >= 0) {
        bits = -1;
      }
      if (network == null || bits < 0) {
        throw new IllegalArgumentException(
            "aisle.notification.allow lists hosts and address ranges such as 10.1.0.0/16; '%s' is neither."
                .formatted(text.replaceAll("\\p{Cntrl}", " ")));
      }
      return new Range(network, bits);
    }

    /** Never asks a name server: what it is given are the characters of addresses only. */
    private static byte @Nullable [] literal(String text) {
      boolean four = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
      boolean six = text.contains(":") && text.matches("[0-9a-f:.]{2,45}");
      if (!four && !six) {
        return null;
      }
      try {
        return InetAddress.getByName(text).getAddress();
      } catch (UnknownHostException e) {
        return null;
      }
    }

    boolean contains(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}

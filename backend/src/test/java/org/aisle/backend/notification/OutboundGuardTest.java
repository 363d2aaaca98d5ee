package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {

  private static final OutboundGuard GUARD = OutboundGuard.of(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456:789a::1",
        "ff02::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "2001::1",
        "2001:db8::1",
        "100::1"
      })
  void addresses_that_are_nobodys_business_are_refused(String address) throws Exception {
    assertThat(GUARD.allows("hook.example.org", InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2606:4700::1111",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1"
      })
  void public_addresses_are_let_pass(String address) throws Exception {
    assertThat(GUARD.allows("hook.example.org", InetAddress.getByName(address))).isTrue();
  }

  /** Some are no host for Java, some it refuses to resolve, others become what they mean. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.1/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
        "http://[::]/",
        "http://0/",
        "http://0.0.0.0/",
        "http://example.org@127.0.0.1/",
        "http://example.org:80@127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://169.254.169.254/latest/meta-data/",
        "http://①②⑦.⓪.⓪.①/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "jar:http://127.0.0.1!/",
        "//127.0.0.1/"
      })
  void no_spelling_leads_inside(String text) {
    URI url = URI.create(text);
    if (OutboundGuard.isPlainUrl(url)) {
      GuardedDns dns = new GuardedDns(GUARD, InetAddress::getAllByName);
      String host = url.getHost().replaceAll("[\\[\\]]", "");
      assertThatThrownBy(() -> dns.resolve(host)).isInstanceOf(UnknownHostException.class);
    }
  }

  /** In other programs 0177 is octal; what counts is that the address judged is the one used. */
  @Test
  void a_number_with_a_leading_zero_is_decimal_here_for_judge_and_connection_alike()
      throws Exception {
    GuardedDns dns = new GuardedDns(GUARD, InetAddress::getAllByName);
    assertThat(dns.resolve("0177.0.0.1")).containsExactly(InetAddress.getByName("177.0.0.1"));
  }

  @Test
  void one_inner_address_among_public_ones_refuses_the_host() throws Exception {
    InetAddress[] both = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};
    GuardedDns dns = new GuardedDns(GUARD, host -> both);
    assertThatThrownBy(() -> dns.resolve("two.example.org")).isInstanceOf(GuardedDns.Refused.class);
  }

  @Test
  void an_administrator_lets_hosts_and_ranges_pass() throws Exception {
    OutboundGuard guard =
        OutboundGuard.of(List.of("10.1.0.0/16", "192.168.7.7", "fd00::/8", "Hook.internal"));
    assertThat(guard.allows("a", InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(guard.allows("a", InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(guard.allows("a", InetAddress.getByName("192.168.7.7"))).isTrue();
    assertThat(guard.allows("a", InetAddress.getByName("192.168.7.8"))).isFalse();
    assertThat(guard.allows("a", InetAddress.getByName("fd00::5"))).isTrue();
    assertThat(guard.allows("a", InetAddress.getByName("::ffff:10.1.0.1"))).isTrue();
    assertThat(guard.allows("hook.INTERNAL.", InetAddress.getByName("127.0.0.1"))).isTrue();
    assertThat(guard.allows("other.internal", InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0/8", "::1/129", "10.0.0.0/", "a b", "", "300.1.1.1", "x/8"})
  void a_setting_that_is_no_host_and_no_range_is_refused(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> OutboundGuard.of(List.of(entry)));
  }
}

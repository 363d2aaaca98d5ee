package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedHttpTest {

  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    over.countDown();
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  @Test
  void the_body_and_the_headers_arrive_and_a_2xx_is_an_answer() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    int port = server(requests, (in, out) -> write(out, "HTTP/1.1 204 No Content\r\n\r\n"));
    Delivery delivery = allowing("127.0.0.1").post(url(port), Map.of("X-A", "b"), BODY);
    assertThat(delivery).isEqualTo(new Sent("by webhook to 127.0.0.1"));
    assertThat(requests)
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r).startsWith("POST /hook HTTP/1.1\r\n").contains("X-A: b\r\n");
              assertThat(r).contains("Host: 127.0.0.1:" + port).endsWith("{\"a\":1}");
            });
  }

  @Test
  void loopback_is_refused_unless_allowed_and_never_connected_to() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    int port =
        server(
            new ArrayList<>(),
            (in, out) -> {
              connections.incrementAndGet();
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            });
    for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::1]")) {
      Delivery delivery =
          allowing().post(URI.create("http://" + host + ":" + port + "/"), Map.of(), BODY);
      assertFailed(delivery, "webhook.address-refused", true);
    }
    assertThat(connections).hasValue(0);
  }

  @Test
  void a_name_that_changes_its_address_after_the_check_is_asked_for_once() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    GuardedDns.Lookup rebinding =
        host -> InetAddress.getAllByName(asked.getAndIncrement() == 0 ? "192.0.2.1" : "127.0.0.1");
    GuardedHttp http =
        opened(new GuardedHttp(OutboundGuard.of(List.of("192.0.2.1")), rebinding, TIME, SHORT));
    Delivery first = http.post(URI.create("http://rebind.example.org/"), Map.of(), BODY);
    assertThat(first).isInstanceOf(Failed.class);
    assertThat(((Failed) first).code()).isIn("webhook.unreachable", "webhook.timeout");
    assertThat(asked).hasValue(1);
    Delivery second = http.post(URI.create("http://rebind.example.org/"), Map.of(), BODY);
    assertFailed(second, "webhook.address-refused", true);
  }

  @Test
  void the_host_header_names_the_host_and_the_connection_goes_to_the_checked_address()
      throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    int port =
        server(requests, (in, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    GuardedHttp http =
        opened(
            new GuardedHttp(
                OutboundGuard.of(List.of("hook.example.org")),
                host -> InetAddress.getAllByName("127.0.0.1"),
                TIME,
                SHORT));
    assertThat(http.post(URI.create("http://hook.example.org:" + port + "/x"), Map.of(), BODY))
        .isInstanceOf(Sent.class);
    assertThat(requests.getFirst()).contains("Host: hook.example.org:" + port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "//10.0.0.1/",
        "http://[::1]/"
      })
  void a_redirect_inside_is_refused(String target) throws Exception {
    int port =
        server(
            new ArrayList<>(),
            (in, out) ->
                write(
                    out,
                    "HTTP/1.1 307 Elsewhere\r\nLocation: "
                        + target
                        + "\r\nContent-Length: 0\r\n\r\n"));
    GuardedHttp http =
        opened(
            new GuardedHttp(
                OutboundGuard.of(List.of("hook.example.org")),
                host ->
                    InetAddress.getAllByName(host.equals("hook.example.org") ? "127.0.0.1" : host),
                TIME,
                SHORT));
    assertFailed(
        http.post(URI.create("http://hook.example.org:" + port + "/"), Map.of(), BODY),
        "webhook.address-refused",
        true);
  }

  @Test
  void three_redirects_are_followed_with_the_same_post_and_a_fourth_is_not() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    AtomicInteger redirects = new AtomicInteger(3);
    int port =
        server(
            requests,
            (in, out) ->
                write(
                    out,
                    redirects.getAndDecrement() > 0
                        ? "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    GuardedHttp http = allowing("127.0.0.1");
    assertThat(http.post(url(port), Map.of("X-A", "b"), BODY)).isInstanceOf(Sent.class);
    assertThat(requests).hasSize(4).allMatch(r -> r.endsWith("{\"a\":1}") && r.contains("X-A: b"));
    redirects.set(100);
    assertFailed(http.post(url(port), Map.of(), BODY), "webhook.redirects", true);
  }

  @Test
  void a_redirect_to_another_scheme_is_refused() throws Exception {
    int port =
        server(
            new ArrayList<>(),
            (in, out) ->
                write(
                    out,
                    "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"));
    assertFailed(
        allowing("127.0.0.1").post(url(port), Map.of(), BODY), "webhook.url-invalid", true);
  }

  @Test
  void a_server_that_never_answers_is_given_up_in_time() throws Exception {
    int port = server(new ArrayList<>(), (in, out) -> hang());
    long begin = System.nanoTime();
    Failed failed =
        assertFailed(
            allowing("127.0.0.1").post(url(port), Map.of(), BODY), "webhook.timeout", false);
    assertThat(failed.sentence()).contains("2 s");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.multipliedBy(3));
  }

  @Test
  void a_body_that_drips_does_not_prolong_the_time() throws Exception {
    int port =
        server(
            new ArrayList<>(),
            (in, out) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
              while (!over.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write('.');
                out.flush();
              }
            });
    long begin = System.nanoTime();
    assertFailed(allowing("127.0.0.1").post(url(port), Map.of(), BODY), "webhook.timeout", false);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SHORT.multipliedBy(3));
  }

  @Test
  void no_more_than_a_little_of_a_huge_answer_is_read() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch stopped = new CountDownLatch(1);
    int port =
        server(
            new ArrayList<>(),
            (in, out) -> {
              try {
                write(out, "HTTP/1.1 200 OK\r\n\r\n");
                byte[] block = new byte[64 * 1024];
                while (written.get() < 1 << 30) {
                  out.write(block);
                  written.addAndGet(block.length);
                }
              } finally {
                stopped.countDown();
              }
            });
    assertThat(allowing("127.0.0.1").post(url(port), Map.of(), BODY)).isInstanceOf(Sent.class);
    assertThat(stopped.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    assertThat(written.get()).isLessThan(64 << 20);
  }

  @Test
  void headers_without_end_are_given_up() throws Exception {
    int port =
        server(
            new ArrayList<>(),
            (in, out) -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              for (int i = 0; i < 100_000; i++) {
                write(out, "X-" + i + ": " + "x".repeat(100) + "\r\n");
              }
            });
    assertFailed(
        allowing("127.0.0.1").post(url(port), Map.of(), BODY), "webhook.unreachable", false);
  }

  @Test
  void statuses_say_whether_to_try_again_and_when() throws Exception {
    assertThat(answer("500 Oops", "")).isEqualTo(failed(500, false, null));
    assertThat(answer("429 Slow", "Retry-After: 120\r\n"))
        .isEqualTo(failed(429, false, Duration.ofSeconds(120)));
    assertThat(answer("503 Later", "Retry-After: Sat, 21 Nov 2026 12:05:00 GMT\r\n"))
        .isEqualTo(failed(503, false, Duration.ofMinutes(5)));
    assertThat(answer("503 Later", "Retry-After: soon\r\n")).isEqualTo(failed(503, false, null));
    assertThat(answer("410 Gone", "")).isEqualTo(failed(410, true, null));
    assertThat(answer("303 See", "Location: /x\r\n")).isEqualTo(failed(303, false, null));
  }

  @Test
  void what_is_not_there_is_tried_again() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = closed.getLocalPort();
    }
    assertFailed(
        allowing("127.0.0.1").post(url(port), Map.of(), BODY), "webhook.unreachable", false);
    assertFailed(
        allowing().post(URI.create("http://nothing.invalid/"), Map.of(), BODY),
        "webhook.host-unknown",
        false);
  }

  private Delivery answer(String status, String headers) throws Exception {
    int port =
        server(
            new ArrayList<>(),
            (in, out) ->
                write(out, "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n"));
    return allowing("127.0.0.1").post(url(port), Map.of(), BODY);
  }

  private static Failed failed(int status, boolean lasting, Duration retryAfter) {
    return new Failed(
        "webhook.status", "127.0.0.1 answered " + status + ": see its log.", lasting, retryAfter);
  }

  private static Failed assertFailed(Delivery delivery, String code, boolean lasting) {
    assertThat(delivery).isInstanceOf(Failed.class);
    Failed failed = (Failed) delivery;
    assertThat(failed.code()).as(failed.sentence()).isEqualTo(code);
    assertThat(failed.lasting()).isEqualTo(lasting);
    assertThat(failed.sentence()).endsWith(".");
    return failed;
  }

  private GuardedHttp allowing(String... hosts) {
    return opened(
        new GuardedHttp(OutboundGuard.of(List.of(hosts)), InetAddress::getAllByName, TIME, SHORT));
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port + "/hook");
  }

  private <T extends AutoCloseable> T opened(T one) {
    opened.add(one);
    return one;
  }

  private void hang() throws InterruptedException {
    over.await();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Answers on a raw socket, once it has read a whole request. */
  private interface Answer {
    void to(InputStream in, OutputStream out) throws Exception;
  }

  private int server(List<String> requests, Answer answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    opened.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual().start(() -> serve(socket, requests, answer));
                } catch (IOException e) {
                  return;
                }
              }
            });
    return server.getLocalPort();
  }

  private static void serve(Socket socket, List<String> requests, Answer answer) {
    try (socket) {
      InputStream in = socket.getInputStream();
      StringBuilder request = new StringBuilder();
      while (!request.toString().endsWith("{\"a\":1}")) {
        int c = in.read();
        if (c < 0) {
          return;
        }
        request.append((char) c);
      }
      requests.add(request.toString());
      answer.to(in, socket.getOutputStream());
    } catch (Exception e) {
      // the client went away, as it should
    }
  }
}

package org.aisle.backend.notification;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The server's only way out to URLs that people have entered. Goes where {@link OutboundGuard} lets
 * it, in each of at most three redirects anew; takes at most ten seconds and 64 KiB of an answer;
 * uses no proxy, cookie or credential. Thread-safe.
 */
final class GuardedHttp implements AutoCloseable {

  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final Duration TOTAL = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_CONNECTIONS = 64;
  private static final Set<Integer> REPEATED_ELSEWHERE = Set.of(301, 302, 307, 308);

  private final CloseableHttpClient client;
  private final InstantSource time;
  private final Duration total;

  GuardedHttp(OutboundGuard guard, InstantSource time) {
    this(guard, InetAddress::getAllByName, time, TOTAL);
  }

  GuardedHttp(OutboundGuard guard, GuardedDns.Lookup lookup, InstantSource time, Duration total) {
    this.time = time;
    this.total = total;
    Timeout silent = Timeout.of(total.multipliedBy(2)); // later than post() gives up
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new GuardedDns(guard, lookup))
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(100)
                                    .setMaxLineLength(8 * 1024)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(silent)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(CONNECT))
                    .setResponseTimeout(silent)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("Aisle")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /** Posts JSON; anything but a 2xx answer is a failure. */
  Delivery post(URI url, Map<String, String> headers, byte[] body) {
    Running running = new Running();
    FutureTask<Delivery> task = new FutureTask<>(() -> follow(url, headers, body, running));
    Thread.ofVirtual().name("webhook").start(task);
    try {
      return task.get(total.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Failed.forNow(
          "webhook.timeout",
          "%s did not finish its answer within %d s: make it answer first and work after."
              .formatted(host(url), total.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failed.forNow("webhook.interrupted", "The server stopped meanwhile.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      running.end();
      task.cancel(true);
    }
  }

  private Delivery follow(URI first, Map<String, String> headers, byte[] body, Running running) {
    URI url = first;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!OutboundGuard.isPlainUrl(url)) {
        return Failed.forGood(
            "webhook.url-invalid",
            "%s leads to a URL that is not plain http or https: correct it."
                .formatted(host(first)));
      }
      if ("https".equalsIgnoreCase(first.getScheme())
          && !"https".equalsIgnoreCase(url.getScheme())) {
        return Failed.forGood(
            "webhook.redirect-unencrypted",
            "%s redirects from https to http: enter the URL it should go to."
                .formatted(host(first)));
      }
      Answer answer;
      try {
        answer = exchange(url, headers, body, running);
      } catch (GuardedDns.Refused e) {
        return Failed.forGood(
            "webhook.address-refused",
            "%s is a loopback, private or link-local address: use a public one, or let an administrator add the host to aisle.notification.allow."
                .formatted(host(url)));
      } catch (UnknownHostException e) {
        return Failed.forNow(
            "webhook.host-unknown",
            "The name %s can't be resolved: correct the URL or the name server."
                .formatted(host(url)));
      } catch (IOException e) {
        return Failed.forNow(
            "webhook.unreachable",
            "%s can't be reached (%s): check that it runs and takes connections from here."
                .formatted(host(url), Wording.line(String.valueOf(e.getMessage()), 200)));
      }
      if (answer.status() >= 200 && answer.status() < 300) {
        return new Sent("by webhook to " + host(url));
      }
      String location = answer.location();
      if (location == null || !REPEATED_ELSEWHERE.contains(answer.status())) {
        return refused(url, answer);
      }
      try {
        url = url.resolve(location);
      } catch (IllegalArgumentException e) {
        return Failed.forGood(
            "webhook.url-invalid",
            "%s redirects to something that is no URL: correct it.".formatted(host(url)));
      }
    }
    return Failed.forGood(
        "webhook.redirects",
        "%s redirects more than %d times: enter the URL it should go to."
            .formatted(host(first), MOST_REDIRECTS));
  }

  private Failed refused(URI url, Answer answer) {
    return new Failed(
        "webhook.status",
        "%s answered %d: see its log.".formatted(host(url), answer.status()),
        answer.status() == 410,
        wait(answer.retryAfter()));
  }

  private Answer exchange(URI url, Map<String, String> headers, byte[] body, Running running)
      throws IOException {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    running.begin(request);
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      readSome(response.getEntity());
      Answer answer =
          new Answer(
              response.getCode(), value(response, "Location"), value(response, "Retry-After"));
      request.cancel();
      return answer;
    }
  }

  /** So much of the answer that its sender is done with it, unless it is not to be trusted. */
  private static void readSome(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return;
    }
    InputStream in = entity.getContent();
    if (in != null) {
      in.readNBytes(MOST_ANSWER_BYTES);
    }
  }

  private static @Nullable String value(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private @Nullable Duration wait(@Nullable String retryAfter) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (text.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(time.instant(), at);
      return until.isNegative() ? null : until;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String host(URI url) {
    return Wording.line(String.valueOf(url.getHost()), 100);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private record Answer(int status, @Nullable String location, @Nullable String retryAfter) {}

  /** The exchange under way, so that it can be ended from outside, and none begun after. */
  private static final class Running {
    private final AtomicReference<@Nullable HttpPost> current = new AtomicReference<>();
    private volatile boolean ended;

    void begin(HttpPost request) throws IOException {
      current.set(request);
      if (ended) {
        throw new IOException("It took too long.");
      }
    }

    void end() {
      ended = true;
      HttpPost request = current.get();
      if (request != null) {
        request.cancel();
      }
    }
  }
}

package org.aisle.gateway.enrolment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.Trust;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only way from a gateway to a server over HTTP: one address, redirects are not followed, and
 * an answer that is too large or too slow is given up. Thread-safe.
 */
public final class ServerClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServerAddress server;
  private final HttpClient http;

  /** Believes the authorities that Java brings. */
  public ServerClient(ServerAddress server) {
    this(server, Trust.system());
  }

  /**
   * @param trust whose certificates are believed
   */
  public ServerClient(ServerAddress server, Trust trust) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(trust.context())
            .build();
  }

  /** What came of a request. */
  sealed interface Reply {
    record Answered(int status, HttpHeaders headers, byte[] body) implements Reply {

      /** The problem document's code, or one made of the status. */
      String code() {
        String code = problem().path("code").asString("");
        return code.isEmpty() ? "http." + status : code;
      }

      String sentence() {
        String detail = problem().path("detail").asString("");
        if (!detail.isEmpty()) {
          return detail;
        }
        return status >= 300 && status < 400 && status != 304
            ? "The server redirects elsewhere, which is not followed: give the address that it redirects to."
            : "The server answered with status %d, not as an Aisle server does: check its address."
                .formatted(status);
      }

      private JsonNode problem() {
        try {
          return JSON.readTree(body);
        } catch (JacksonException e) {
          return JSON.createObjectNode();
        }
      }
    }

    /** There was no answer; a sentence says why. */
    record Unreachable(String sentence) implements Reply {}
  }

  ServerAddress server() {
    return server;
  }

  /** Sends a request and waits that long for the whole answer. */
  Reply send(String path, Duration limit, UnaryOperator<HttpRequest.Builder> with) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            with.apply(HttpRequest.newBuilder(server.at(path))).build(), info -> new Bounded());
    try {
      HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply.Answered(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Optional<TlsFault> fault = TlsFault.of(cause);
      if (fault.isPresent()) {
        return new Reply.Unreachable(
            "The server %s can't be reached (%s). %s"
                .formatted(server, fault.get().code(), fault.get().sentence()));
      }
      String why = cause.getMessage();
      return unreachable(why == null ? cause.getClass().getSimpleName() : why);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return unreachable("no answer in %d s".formatted(limit.toSeconds()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return unreachable("interrupted");
    }
  }

  private Reply.Unreachable unreachable(String why) {
    return new Reply.Unreachable("The server %s can't be reached (%s).".formatted(server, why));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** Collects a body up to the limit. */
  private static final class Bounded implements BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        if (collected.size() + buffer.remaining() > DirectoryFormat.MOST_BYTES) {
          Flow.Subscription open = subscription;
          if (open != null) {
            open.cancel();
          }
          result.completeExceptionally(
              new IOException("the answer is larger than " + DirectoryFormat.MOST_BYTES));
          return;
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        collected.writeBytes(part);
      }
    }

    @Override
    public void onError(Throwable problem) {
      result.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
      result.complete(collected.toByteArray());
    }
  }
}

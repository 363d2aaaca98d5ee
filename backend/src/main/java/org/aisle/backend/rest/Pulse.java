package org.aisle.backend.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.rules.Rules;
import org.springframework.http.MediaType;

/**
 * Sends a space before the JSON every second while a long work goes on: JSON may begin with them,
 * and sending is the only way to learn that nobody waits any more. Then the work ends by an
 * exception. For one thread.
 */
final class Pulse implements Rules.Progress {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HttpServletResponse response;
  private long last = System.nanoTime();

  Pulse(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public void at(int done, int of) {
    long now = System.nanoTime();
    if (now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(' ');
      response.flushBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("Nobody waits for the answer any more", e);
    }
  }
}

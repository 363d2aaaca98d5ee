package org.aisle.backend.gateways;

import java.time.Duration;
import java.time.Instant;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** What each gateway must know of the registry. Thread-safe. */
public interface GatewayDirectories {

  /**
   * A gateway's question.
   *
   * @param etag of the directory that it has, or null when it has none
   * @param patience how long to wait for a change when it has the newest
   * @param instance names the process that asks; null when it does not say
   * @param version its release, for people; unchecked input
   * @param host under which it reached this server
   */
  record Question(
      DeviceRef gateway,
      @Nullable String etag,
      Duration patience,
      @Nullable String instance,
      @Nullable String version,
      String host) {}

  /** The answer. */
  sealed interface Answer {

    /** The document, as {@code DirectoryFormat} writes it. */
    record Document(byte[] bytes, String etag) implements Answer {}

    /** What it has is the newest still. */
    record Unchanged(String etag) implements Answer {}

    /** Another process has taken over with the same credentials, and goes on. */
    record TakenOver(Instant since) implements Answer {}

    /** Who asks is a device, and none of the gateways that were added. */
    record NoGateway() implements Answer {}

    /** This server does not know where gateways publish to. */
    record NoUplink(String sentence) implements Answer {}
  }

  /**
   * Waits at most as long as the question says; every change of the registry is seen in seconds.
   */
  Answer ask(Question question);
}

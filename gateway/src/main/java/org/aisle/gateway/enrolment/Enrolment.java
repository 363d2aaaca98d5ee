package org.aisle.gateway.enrolment;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.aisle.gateway.enrolment.ServerClient.Reply;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.identity.DeviceRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Joins a server with a one-time token and keeps what it got. */
public final class Enrolment {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What an attempt came to. */
  public sealed interface Outcome {
    record Joined(Identity identity) implements Outcome {}

    /** Trying again with the same token does not help. */
    record Refused(String code, String sentence) implements Outcome {}

    /** Trying again may help. */
    record Unreachable(String sentence) implements Outcome {}
  }

  private Enrolment() {}

  /**
   * Joins.
   *
   * @param folder where the identity is kept
   * @param version this gateway's release
   */
  public static Outcome join(ServerClient client, String token, String version, Path folder)
      throws IOException {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("token", token)
                .put("protocol", DirectoryFormat.PROTOCOL)
                .put("version", version));
    Reply reply =
        client.send(
            "/api/v1/gateway/enrolment",
            PATIENCE,
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
    return switch (reply) {
      case Reply.Unreachable(String sentence) -> new Outcome.Unreachable(sentence);
      case Reply.Answered answer when answer.status() == 200 -> read(answer, token, folder);
      case Reply.Answered answer when answer.status() == 429 || answer.status() >= 500 ->
          new Outcome.Unreachable(answer.sentence());
      case Reply.Answered answer -> new Outcome.Refused(answer.code(), answer.sentence());
    };
  }

  private static Outcome read(Reply.Answered answer, String token, Path folder) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(answer.body());
    } catch (JacksonException e) {
      root = JSON.createObjectNode();
    }
    Optional<DeviceRef> gateway = DeviceRef.parse(root.path("user").asString(""));
    String password = root.path("password").asString("");
    if (gateway.isEmpty() || password.isEmpty()) {
      return new Outcome.Refused(
          "server.answer-unknown",
          "The server does not answer as an Aisle server does: check its address.");
    }
    int protocol = root.path("protocol").asInt(0);
    if (protocol < DirectoryFormat.OLDEST_PROTOCOL) {
      return new Outcome.Refused(
          "server.protocol-old",
          "The server speaks protocol %d, and this gateway needs %d or newer: update the server first."
              .formatted(protocol, DirectoryFormat.OLDEST_PROTOCOL));
    }
    Identity identity = new Identity(gateway.get(), password, Identity.digest(token));
    identity.write(folder);
    return new Outcome.Joined(identity);
  }
}

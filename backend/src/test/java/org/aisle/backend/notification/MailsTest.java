package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.backend.notification.Delivery.Failed;
import org.aisle.backend.notification.Delivery.Sent;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.NotificationSettings.Smtp;
import org.aisle.backend.registry.App;
import org.aisle.templates.identity.AppId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a relay on a socket that answers each recipient as it is told to. */
class MailsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private Map<String, String> answers = Map.of();
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    ServerSocket mine = server;
    Thread.ofVirtual()
        .start(
            () -> {
              while (!mine.isClosed()) {
                try {
                  Socket socket = mine.accept();
                  Thread.ofVirtual().start(() -> talk(socket));
                } catch (IOException e) {
                  return;
                }
              }
            });
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void an_address_that_is_refused_for_good_does_not_keep_the_others_from_being_told() {
    answers = Map.of("bad@example.org", "550 5.1.1 No such user");
    assertThat(send("good@example.org", "bad@example.org"))
        .isEqualTo(new Sent("by mail to 1 of 2 addresses, the others are refused"));
    assertThat(taken).containsExactly("good@example.org");
  }

  @Test
  void addresses_that_are_all_refused_for_good_are_given_up() {
    answers =
        Map.of(
            "bad@example.org", "550 5.1.1 No such user", "worse@example.org", "553 No such user");
    Failed failed = (Failed) send("bad@example.org", "worse@example.org");
    assertThat(failed.code()).isEqualTo("mail.refused");
    assertThat(failed.lasting()).isTrue();
    assertThat(taken).isEmpty();
  }

  @Test
  void an_address_that_is_refused_for_now_is_tried_again_with_all_the_others() {
    answers =
        Map.of("later@example.org", "451 4.7.1 Greylisted", "bad@example.org", "550 No such user");
    Failed failed = (Failed) send("good@example.org", "later@example.org", "bad@example.org");
    assertThat(failed.code()).isEqualTo("mail.unreachable");
    assertThat(failed.lasting()).isFalse();
    assertThat(taken).isEmpty();
  }

  @Test
  void a_relay_that_will_not_encrypt_is_told_nothing_when_it_must() {
    Failed failed =
        (Failed)
            new Mails(
                    new Smtp("127.0.0.1", server.getLocalPort(), null, null, "a@b.org", true),
                    new Wording(null))
                .send(letter("good@example.org"), List.of("good@example.org"));
    assertThat(failed.lasting()).isFalse();
    assertThat(failed.sentence()).contains("STARTTLS");
    assertThat(taken).isEmpty();
  }

  private Delivery send(String... to) {
    Mails mails =
        new Mails(
            new Smtp("127.0.0.1", server.getLocalPort(), null, null, "a@b.org", false),
            new Wording(null));
    return mails.send(letter(to), List.of(to));
  }

  private static Letter letter(String... to) {
    return new Letter(
        UUID.randomUUID(),
        new App(new AppId("shop"), "Shop", null, ZoneId.of("UTC"), null, NOW),
        new Destination("team", "Team", new Channel.Mail(List.of(to))),
        NOW,
        List.of(Item.sample(NOW)));
  }

  private void talk(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new java.io.OutputStreamWriter(socket.getOutputStream())) {
      say(out, "220 relay");
      List<String> recipients = new CopyOnWriteArrayList<>();
      String line;
      while ((line = in.readLine()) != null) {
        String command = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
        switch (command) {
          case "RCPT" -> {
            String address = line.replaceAll(".*<(.*)>.*", "$1");
            String answer = answers.getOrDefault(address, "250 OK");
            if (answer.startsWith("250")) {
              recipients.add(address);
            }
            say(out, answer);
          }
          case "DATA" -> {
            say(out, "354 Go on");
            while (!".".equals(in.readLine())) {
              // the message
            }
            taken.addAll(recipients);
            say(out, "250 Taken");
          }
          case "QUIT" -> {
            say(out, "221 Bye");
            return;
          }
          default -> say(out, "250 OK");
        }
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }
}

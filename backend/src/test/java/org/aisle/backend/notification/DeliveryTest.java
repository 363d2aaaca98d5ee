package org.aisle.backend.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.alerts.Alert;
import org.aisle.backend.alerts.AlertEvent;
import org.aisle.backend.alerts.AlertsChanged;
import org.aisle.backend.notification.Destination.Channel;
import org.aisle.backend.notification.Destinations.Dispatch;
import org.aisle.backend.notification.Destinations.Status;
import org.aisle.backend.notification.NotificationSettings.Smtp;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeliveryTest {

  private static Stage stage;
  private static int port;
  private GreenMail mail;

  @BeforeAll
  static void open() throws Exception {
    stage = new Stage();
    port = freePort();
    relay(new Smtp("127.0.0.1", port, null, null, "a@aisle.test", false));
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void begin() {
    stage.reset();
    mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  private static void relay(@Nullable Smtp smtp) {
    stage.smtp.set(smtp);
    stage.restart();
  }

  @Test
  void a_relay_that_was_down_gets_the_mail_once_after_a_restart_too() throws Exception {
    stage.mail("team", "one@example.org", "two@example.org");
    stage.policy(Stage.atOnce("team"));
    stage.raise("m1");
    stage.settle();
    stage.pass(Duration.ofSeconds(3));
    assertThat(only().status()).isEqualTo(Status.WAITING);
    assertThat(only().failure()).startsWith("mail.unreachable: The relay 127.0.0.1");
    assertThat(only().attempts()).isEqualTo(2);
    stage.restart();
    mail.start();
    stage.pass(Duration.ofMinutes(1));
    stage.pass(Duration.ofHours(2));
    stage.restart();
    stage.pass(Duration.ofHours(2));
    assertThat(only().status()).isEqualTo(Status.SENT);
    assertThat(only().failure()).isNull();
    assertThat(mail.getReceivedMessages()).hasSize(2);
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getSubject()).isEqualTo("warning: Too warm, Mug m1");
    assertThat(message.getRecipients(Message.RecipientType.TO))
        .extracting(Object::toString)
        .containsExactly("one@example.org", "two@example.org");
    assertThat(message.getHeader("Aisle-Delivery")).hasSize(1);
    assertThat(message.getMessageID())
        .isEqualTo("<" + message.getHeader("Aisle-Delivery")[0] + "@aisle>");
    String plain = part(message, "text/plain");
    assertThat(plain)
        .contains("It was warmer than 8 °C for <10 min>.")
        .contains("Began 20 Nov 2026 12:55 CET.")
        .contains("/app/shop/alerts/" + stage.alert("m1").id());
    assertThat(part(message, "text/html"))
        .contains("It was warmer than 8 °C for &lt;10 min&gt;.")
        .doesNotContain("<10 min>");
  }

  @Test
  void names_from_devices_and_people_cannot_write_headers_or_markup() throws Exception {
    mail.start();
    stage.mail("team", "one@example.org");
    stage.policy(Stage.atOnce("team"));
    stage.device("m1");
    stage.jdbc.update(
        "update aisle.device set name = ? where id = 'm1'",
        "<img src=x>\r\nBcc: all@example.org\r\n\r\n" + "ü".repeat(200));
    stage.raise("m1");
    stage.settle();
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(message.getHeader("Bcc")).isNull();
    assertThat(message.getSubject()).doesNotContain("\n", "\r").hasSizeLessThanOrEqualTo(150);
    assertThat(message.getSubject()).contains("<img src=x>  Bcc: all@example.org");
    assertThat(part(message, "text/html")).contains("&lt;img src=x&gt;").doesNotContain("<img");
  }

  @Test
  void mails_of_one_rule_follow_each_other_by_a_minute() throws Exception {
    mail.start();
    stage.mail("team", "one@example.org");
    stage.policy(Stage.atOnce("team"));
    stage.raise("m0");
    stage.settle();
    for (int i = 1; i <= 40; i++) {
      stage.raise("m" + i);
    }
    stage.settle();
    assertThat(mail.getReceivedMessages()).hasSize(1);
    stage.pass(Duration.ofMinutes(1));
    assertThat(mail.getReceivedMessages()).hasSize(2);
    assertThat(mail.getReceivedMessages()[1].getSubject())
        .isEqualTo("40 alerts: warning: Too warm, Mug m1, …");
    assertThat(part(mail.getReceivedMessages()[1], "text/plain")).contains("Mug m40");
  }

  @Test
  void without_a_relay_it_is_said_and_waits() throws Exception {
    Smtp before = stage.smtp.get();
    relay(null);
    try {
      stage.mail("team", "one@example.org");
      stage.policy(Stage.atOnce("team"));
      assertThat(Stage.refused(stage.destinations().test(Stage.APP, "team")))
          .isEqualTo("mail.no-relay");
      stage.raise("m1");
      stage.settle();
      assertThat(only().status()).isEqualTo(Status.WAITING);
      assertThat(only().failure()).contains("set aisle.notification.smtp.host");
    } finally {
      relay(before);
    }
  }

  @Test
  void a_webhook_is_signed_so_that_its_receiver_can_check_it() throws Exception {
    String secret = stage.webhook("a");
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1", Severity.CRITICAL, null, null, Stage.NOON.minusSeconds(300), null);
    stage.settle();
    Stage.Received received = stage.received.getFirst();
    String signature = received.headers().get("Aisle-Signature");
    assertThat(signature)
        .isEqualTo(
            Webhooks.signature(
                String.valueOf(secret),
                Stage.NOON,
                received.body().getBytes(StandardCharsets.UTF_8)))
        .startsWith("t=" + Stage.NOON.getEpochSecond() + ",v1=");
    assertThat(received.headers().get("Aisle-Delivery")).hasSize(36);
    assertThat(received.json().propertyNames())
        .containsExactly("timestamp", "action", "application", "device", "rule", "alert");
    assertThat(received.json().path("application").path("displayName").stringValue())
        .isEqualTo("Shop");
    assertThat(
            received
                .json()
                .path("device")
                .path("telemetry")
                .path("dtmi:test:Mug;1")
                .path("temperature")
                .path("value")
                .doubleValue())
        .isEqualTo(9.5);
    assertThat(received.json().path("alert").path("path").stringValue())
        .isEqualTo("/app/shop/alerts/" + stage.alert("m1").id());
    stage.webhook("a");
    assertThat(stage.webhook("a")).as("shown once").isNull();
  }

  @Test
  void a_signature_is_what_the_documentation_says() {
    assertThat(
            Webhooks.signature(
                "whsec_test",
                Instant.ofEpochSecond(1_795_262_400),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "t=1795262400,v1=1872a5b07f17ef6ae6e256c243b091e267ce114f6a51c449f426c588e1f37dad");
  }

  @Test
  void a_receiver_that_fails_is_tried_with_the_same_body_and_id_until_it_answers()
      throws Exception {
    stage.webhook("a");
    stage.answers.put("/a", 500);
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1");
    stage.settle();
    stage.judge(
        "m1",
        null,
        null,
        Stage.occurrence(Stage.NOON.minusSeconds(300), Stage.NOON, Severity.WARNING));
    for (int i = 0; i < 5; i++) {
      stage.pass(Duration.ofMinutes(1));
    }
    assertThat(stage.destinations().dispatches(Stage.APP, Status.WAITING, 10))
        .extracting(Dispatch::attempts)
        .containsExactly(0, 6);
    stage.answers.clear();
    stage.pass(Duration.ofHours(2));
    assertThat(stage.heard()).containsExactly("raised m1", "cleared m1");
  }

  @Test
  void after_a_day_it_is_a_dead_letter_that_can_be_tried_again() throws Exception {
    stage.webhook("a");
    stage.answers.put("/a", 503);
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1");
    stage.settle();
    for (int i = 0; i < 26; i++) {
      stage.pass(Duration.ofHours(1));
    }
    assertThat(only().status()).isEqualTo(Status.DEAD);
    assertThat(only().failure()).isEqualTo("webhook.status: 127.0.0.1 answered 503: see its log.");
    assertThat(stage.alerts().history(Stage.APP, stage.alert("m1").id()))
        .filteredOn(e -> e.kind() == AlertEvent.Kind.NOTIFIED)
        .singleElement()
        .extracting(AlertEvent::sentence)
        .asString()
        .startsWith("To a could not be told");
    stage.answers.clear();
    assertThat(Stage.done(stage.destinations().again(Stage.APP, only().id())).status())
        .isEqualTo(Status.WAITING);
    stage.settle();
    assertThat(stage.heard()).containsExactly("raised m1");
    assertThat(Stage.refused(stage.destinations().again(Stage.APP, only().id())))
        .isEqualTo("dispatch.not-dead");
  }

  @Test
  void what_can_never_arrive_is_given_up_at_once() throws Exception {
    stage.webhook("a");
    stage.answers.put("/a", 410);
    stage
        .destinations()
        .put(
            Stage.APP,
            new Destination("meta", "Meta", new Channel.Webhook("http://169.254.169.254/")));
    stage
        .destinations()
        .put(Stage.APP, new Destination("topic", "Topic", new Channel.Mqtt("alarms")));
    stage.policy(Stage.atOnce("a", "meta", "topic", "nobody"));
    stage.raise("m1");
    stage.settle();
    assertThat(stage.destinations().dispatches(Stage.APP, Status.DEAD, 10))
        .extracting(d -> d.destination() + " " + String.valueOf(d.failure()).split(":")[0])
        .containsExactlyInAnyOrder(
            "a webhook.status",
            "meta webhook.address-refused",
            "topic mqtt.no-broker",
            "nobody destination.unknown");
  }

  @Test
  void a_process_that_ends_in_the_middle_tells_again_with_the_same_id() throws Exception {
    stage.webhook("a");
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1");
    stage.get(Herald.class).listen();
    DispatchQueue.Taken taken =
        stage
            .get(DispatchQueue.class)
            .take(new DispatchQueue.Lane(Stage.APP, "a"), Stage.NOON, Courier.LEASE)
            .orElseThrow();
    stage.restart();
    stage.settle();
    assertThat(stage.heard()).isEmpty();
    stage.clock.updateAndGet(now -> now.plus(Courier.LEASE));
    stage.settle();
    assertThat(stage.received.getFirst().headers().get("Aisle-Delivery"))
        .isEqualTo(taken.delivery().toString());
    assertThat(stage.heard()).containsExactly("raised m1");
  }

  @Test
  void what_happened_while_the_process_was_down_is_told_after_and_nothing_twice() throws Exception {
    stage.webhook("a");
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1");
    stage.restart();
    stage.raise("m2");
    stage.settle();
    stage.restart();
    stage.settle();
    assertThat(stage.heard()).containsExactlyInAnyOrder("raised m1", "raised m2");
  }

  @Test
  void one_destination_that_hangs_does_not_hold_up_the_others() throws Exception {
    stage.webhook("a");
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      stage
          .destinations()
          .put(
              Stage.APP,
              new Destination(
                  "deaf",
                  "Deaf",
                  new Channel.Webhook("http://127.0.0.1:" + deaf.getLocalPort() + "/")));
      stage.policy(Stage.atOnce("a", "deaf"));
      for (int i = 0; i < 5; i++) {
        stage.raise("m" + i);
      }
      stage.get(Herald.class).listen();
      Semaphore done = new Semaphore(0);
      assertThat(stage.get(Courier.class).setOut(done::release)).isEqualTo(2);
      assertThat(done.tryAcquire(2, TimeUnit.SECONDS)).isTrue();
      assertThat(stage.heard()).hasSize(5);
      assertThat(stage.get(Courier.class).isIdle()).isFalse();
      assertThat(done.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      assertThat(stage.destinations().dispatches(Stage.APP, Status.WAITING, 10))
          .allMatch(d -> d.destination().equals("deaf"));
    }
  }

  @Test
  void what_was_sent_is_forgotten_after_a_month_but_not_told_again() throws Exception {
    stage.webhook("a");
    stage.policy(Stage.atOnce("a"));
    stage.raise("m1");
    stage.settle();
    stage.heard();
    stage.get(DispatchQueue.class).forgetBefore(Stage.NOON.plusSeconds(1));
    assertThat(stage.destinations().dispatches(Stage.APP, null, 10)).isEmpty();
    stage.judge("m1", org.aisle.backend.alerts.Alert.Silence.DEVICE, null, lasting());
    stage.settle();
    assertThat(stage.heard()).containsExactly("amended m1");
  }

  @Test
  void a_topic_gets_the_body_of_a_webhook_below_its_app() throws Exception {
    List<String> published = new ArrayList<>();
    Wording wording = new Wording(null);
    WebhookBody bodies = new WebhookBody(wording, null);
    Channels channels =
        new Channels(
            new Mails(null, wording),
            new Webhooks(stage.get(GuardedHttp.class), bodies),
            bodies,
            (topic, json) -> published.add(topic + " " + json));
    Letter letter =
        new Letter(
            UUID.randomUUID(),
            stage.get(Apps.class).find(Stage.APP).orElseThrow(),
            new Destination("lamps", "Lamps", new Channel.Mqtt("red/lamps")),
            Stage.NOON,
            List.of(Item.sample(Stage.NOON)));
    assertThat(channels.send(letter, null))
        .isEqualTo(new Delivery.Sent("on the topic alerts/shop/red/lamps"));
    assertThat(published)
        .singleElement()
        .asString()
        .startsWith("alerts/shop/red/lamps {\"timestamp\":\"2026-11-20T12:00:00Z\"")
        .contains("\"event\":\"raised\"");
  }

  @Test
  void running_by_itself_it_tells_what_is_announced_and_ends_when_it_is_stopped() throws Exception {
    stage.webhook("a");
    stage.policy(Stage.atOnce("a"));
    Notifier notifier =
        new Notifier(
            stage.get(Herald.class),
            stage.get(Courier.class),
            stage.get(DispatchQueue.class),
            stage.clock::get);
    notifier.start();
    try {
      Alert alert = stage.raise("m1");
      notifier.on(new AlertsChanged(Stage.APP, stage.alerts().history(Stage.APP, alert.id())));
      assertThat(stage.arrival.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      notifier.stop();
    }
    assertThat(notifier.isRunning()).isFalse();
    assertThat(stage.get(Courier.class).isIdle()).isTrue();
    assertThat(stage.heard()).containsExactly("raised m1");
    assertThat(only().status()).isEqualTo(Status.SENT);
  }

  @Test
  void settings_are_bound_and_refused_with_their_name() {
    Map<String, String> good =
        Map.of(
            "aisle.notification.smtp.host", "relay.example.org",
            "aisle.notification.smtp.from", "a@example.org",
            "aisle.notification.smtp.user", "u",
            "aisle.notification.smtp.password", "secret",
            "aisle.notification.allow", "10.1.0.0/16, hooks.internal",
            "aisle.notification.public-url", "https://aisle.example.org");
    NotificationSettings settings = bound(good);
    assertThat(settings.smtp())
        .isEqualTo(new Smtp("relay.example.org", 587, "u", "secret", "a@example.org", true));
    assertThat(settings.toString()).doesNotContain("secret");
    assertThat(settings.allow()).containsExactly("10.1.0.0/16", "hooks.internal");
    assertThat(bound(Map.of("aisle.notification.allow", "")).smtp()).isNull();
    for (var wrong :
        Map.of(
                "aisle.notification.smtp.from", "Ann <a@example.org>",
                "aisle.notification.smtp.port", "0",
                "aisle.notification.smtp.host", " ",
                "aisle.notification.allow", "10.0.0.0/99",
                "aisle.notification.public-url", "file:///etc")
            .entrySet()) {
      Map<String, String> bad = new HashMap<>(good);
      bad.put(wrong.getKey(), wrong.getValue());
      assertThatThrownBy(() -> bound(bad))
          .as(wrong.getKey())
          .rootCause()
          .hasMessageContaining(wrong.getKey());
    }
  }

  private static NotificationSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("aisle.notification", NotificationSettings.class);
  }

  @Test
  void a_destination_is_checked_before_it_is_kept() {
    assertRefused(new Channel.Mail(List.of()), "destination.address-invalid");
    assertRefused(
        new Channel.Mail(List.of("a@b.org\r\nBcc: c@d.org")), "destination.address-invalid");
    assertRefused(new Channel.Mail(List.of("a@b.org, c@d.org")), "destination.address-invalid");
    assertRefused(new Channel.Mail(List.of("Ann <a@b.org>")), "destination.address-invalid");
    assertRefused(new Channel.Webhook("ftp://example.org/"), "destination.url-invalid");
    assertRefused(new Channel.Webhook("http://user@example.org/"), "destination.url-invalid");
    assertRefused(new Channel.Webhook("http://a b/"), "destination.url-invalid");
    assertRefused(new Channel.Webhook("/hook"), "destination.url-invalid");
    assertRefused(new Channel.Mqtt("a/#"), "destination.topic-invalid");
    assertRefused(new Channel.Mqtt("/a"), "destination.topic-invalid");
    assertRefused(new Channel.Mqtt("a\0"), "destination.topic-invalid");
    assertThat(
            Stage.refused(
                stage
                    .destinations()
                    .put(Stage.APP, new Destination("A b", "A", new Channel.Mqtt("a")))))
        .isEqualTo("destination.id-invalid");
  }

  private void assertRefused(Channel channel, String code) {
    assertThat(
            Stage.refused(stage.destinations().put(Stage.APP, new Destination("x", "X", channel))))
        .isEqualTo(code);
  }

  private static org.aisle.backend.evaluation.Occurrence lasting() {
    return Stage.occurrence(Stage.NOON.minusSeconds(300), null, Severity.WARNING);
  }

  private Dispatch only() {
    List<Dispatch> all = stage.destinations().dispatches(Stage.APP, null, 10);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String part(MimeMessage message, String type) throws Exception {
    return part((MimeMultipart) message.getContent(), type);
  }

  private static String part(MimeMultipart parts, String type) throws Exception {
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      if (part.isMimeType(type)) {
        return (String) part.getContent();
      }
      if (part.getContent() instanceof MimeMultipart inner) {
        String found = part(inner, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return probe.getLocalPort();
    }
  }
}

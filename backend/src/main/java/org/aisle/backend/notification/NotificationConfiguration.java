package org.aisle.backend.notification;

import java.time.InstantSource;
import org.aisle.backend.alerts.AlertNotes;
import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.rules.Rules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NotificationSettings.class)
class NotificationConfiguration {

  @Bean
  GuardedHttp guardedHttp(NotificationSettings settings, InstantSource time) {
    return new GuardedHttp(OutboundGuard.of(settings.allow()), time);
  }

  @Bean
  Channels channels(
      NotificationSettings settings, GuardedHttp http, ObjectProvider<AlertTopics> topics) {
    Wording wording = new Wording(settings.publicUrl());
    WebhookBody bodies = new WebhookBody(wording, settings.publicUrl());
    return new Channels(
        new Mails(settings.smtp(), wording),
        new Webhooks(http, bodies),
        bodies,
        topics.getIfAvailable());
  }

  @Bean
  Courier courier(
      DispatchQueue queue,
      Outbox outbox,
      JdbcDestinations destinations,
      Channels channels,
      Courier.Look look,
      InstantSource time) {
    return new Courier(queue, outbox, destinations, channels, look, time);
  }

  @Bean
  Courier.Look look(Alerts alerts, AlertNotes notes, Rules rules) {
    return new Courier.Look(alerts, notes, rules);
  }

  @Bean
  Notifier notifier(Herald herald, Courier courier, DispatchQueue queue, InstantSource time) {
    return new Notifier(herald, courier, queue, time);
  }
}

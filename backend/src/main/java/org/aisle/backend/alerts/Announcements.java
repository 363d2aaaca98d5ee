package org.aisle.backend.alerts;

import java.util.List;
import org.aisle.templates.identity.AppId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells what happened once it is committed, outside of the transaction: nobody who listens can undo
 * or fail it, and what a listener writes is in a transaction of its own.
 */
@Component
class Announcements {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final ApplicationEventPublisher publisher;
  private final TransactionTemplate outside;

  Announcements(ApplicationEventPublisher publisher, PlatformTransactionManager transactions) {
    this.publisher = publisher;
    this.outside = new TransactionTemplate(transactions);
    outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
  }

  /** To be called inside the transaction. */
  void afterCommit(AppId app, List<AlertEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    AlertsChanged changed = new AlertsChanged(app, events);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            outside.executeWithoutResult(status -> publish(changed));
          }
        });
  }

  private void publish(AlertsChanged changed) {
    try {
      publisher.publishEvent(changed);
    } catch (RuntimeException e) {
      LOG.error("A listener of changed alerts failed", e);
    }
  }
}

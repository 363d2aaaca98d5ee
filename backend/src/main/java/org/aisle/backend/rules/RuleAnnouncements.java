package org.aisle.backend.rules;

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

/** Tells of changed rules once they are committed, outside of the transaction. */
@Component
class RuleAnnouncements {

  private static final Logger LOG = LoggerFactory.getLogger(RuleAnnouncements.class);

  private final ApplicationEventPublisher publisher;
  private final TransactionTemplate outside;

  RuleAnnouncements(ApplicationEventPublisher publisher, PlatformTransactionManager transactions) {
    this.publisher = publisher;
    this.outside = new TransactionTemplate(transactions);
    outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
  }

  /** To be called inside the transaction. */
  void afterCommit(AppId app) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            outside.executeWithoutResult(status -> publish(app));
          }
        });
  }

  private void publish(AppId app) {
    try {
      publisher.publishEvent(new RulesChanged(app));
    } catch (RuntimeException e) {
      LOG.error("A listener of changed rules failed", e);
    }
  }
}

package org.aisle.ui.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.aisle.backend.database.EmbeddedDatabase;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts the embedded PostgreSQL while the application context is still being read; whoever needs
 * it first waits for it.
 */
final class DatabaseHeadStart implements ApplicationContextInitializer<GenericApplicationContext> {

  private final CompletableFuture<EmbeddedDatabase> database;

  private DatabaseHeadStart(CompletableFuture<EmbeddedDatabase> database) {
    this.database = database;
  }

  static DatabaseHeadStart of(ServerOptions options) {
    return new DatabaseHeadStart(
        CompletableFuture.supplyAsync(
            () -> EmbeddedDatabase.start(options.data(), 0),
            task -> Thread.ofPlatform().name("database-start").start(task)));
  }

  @Override
  public void initialize(GenericApplicationContext context) {
    context.registerBean(
        "embeddedDatabase",
        EmbeddedDatabase.class,
        this::await,
        definition -> definition.setDestroyMethodName("close"));
  }

  /** Stops what was started when the server did not come so far as to own it. */
  void abandon() {
    database.thenAccept(EmbeddedDatabase::close).exceptionally(e -> null).join();
  }

  private EmbeddedDatabase await() {
    try {
      return database.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}

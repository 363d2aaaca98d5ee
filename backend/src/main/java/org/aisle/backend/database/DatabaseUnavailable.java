package org.aisle.backend.database;

/**
 * The database cannot be used on this machine as things are; the message is one sentence that says
 * what to do, fit to be the only line a person sees.
 */
public final class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(String sentence) {
    super(sentence);
  }

  DatabaseUnavailable(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

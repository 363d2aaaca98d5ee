package org.aisle.templates.directory;

/** The registry can't be asked right now about what is not in memory; asking again later helps. */
public final class DirectoryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DirectoryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public DirectoryUnavailableException(String message) {
    super(message);
  }
}

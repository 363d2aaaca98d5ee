package org.aisle.backend.rejections;

import java.util.List;
import org.aisle.templates.outcome.Rejection;

/** Where refused messages are kept. Thread-safe. */
public interface RejectionLog {

  /**
   * Keeps them, and forgets the oldest of their devices and apps beyond the bounds. Takes part in
   * the caller's transaction. A message that is refused again is kept again.
   */
  void keep(List<Rejection> rejections);
}

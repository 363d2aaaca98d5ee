package org.aisle.backend.alerts;

import java.util.List;

/**
 * Makes the stored alerts say what the readings say: raises what is new, amends what is different,
 * withdraws what never was. Repeating a judgement changes nothing. Thread-safe; one call is one
 * transaction.
 */
public interface AlertTimeline {

  /**
   * @throws org.springframework.dao.DataAccessException when the database is away; nothing was
   *     changed, judge again later
   */
  void judge(List<Judgement> judgements);
}

package org.aisle.backend.alerts;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aisle.backend.alerts.AlertRows.Found;
import org.aisle.backend.alerts.AlertRows.Wanted;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The alert timeline in {@code aisle.alert}. */
@Component
class JdbcAlertTimeline implements AlertTimeline {

  private record Key(DeviceRef device, String rule) {}

  private record RuleKey(AppId app, String rule) {}

  private record Due(AppId app, Change change) {}

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final AlertRows rows;
  private final Announcements announcements;
  private final InstantSource time;

  JdbcAlertTimeline(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      AlertRows rows,
      Announcements announcements,
      InstantSource time) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rows = rows;
    this.announcements = announcements;
    this.time = time;
  }

  @Override
  public void judge(List<Judgement> judgements) {
    if (!judgements.isEmpty()) {
      transactions.executeWithoutResult(status -> judgeAll(judgements));
    }
  }

  private void judgeAll(List<Judgement> judgements) {
    rows.lock(judgements);
    Map<AppId, ZoneId> zones = zones();
    Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
    Map<AppId, List<AlertEvent>> told = new TreeMap<>();
    Map<RuleKey, Integer> ended = new HashMap<>();
    List<Judgement> waiting =
        judgements.stream()
            .filter(j -> zones.containsKey(j.device().app()))
            .map(j -> inForce(j, ended))
            .toList();
    while (!waiting.isEmpty()) {
      Map<Key, Judgement> round = new LinkedHashMap<>();
      List<Judgement> later = new ArrayList<>();
      for (Judgement judgement : waiting) {
        if (round.putIfAbsent(new Key(judgement.device(), judgement.rule()), judgement) != null) {
          later.add(judgement);
        }
      }
      judgeRound(List.copyOf(round.values()), zones, now, told);
      waiting = later;
    }
    rows.insert(told.values().stream().flatMap(List::stream).toList());
    told.forEach(announcements::afterCommit);
  }

  /** Without what a revision says that is not in force any more. */
  private Judgement inForce(Judgement judgement, Map<RuleKey, Integer> ended) {
    if (judgement.occurrences().isEmpty()) {
      return judgement;
    }
    int last =
        ended.computeIfAbsent(
            new RuleKey(judgement.device().app(), judgement.rule()),
            key -> rows.ended(key.app(), key.rule()));
    return judgement.occurrences().stream().allMatch(o -> o.revision() > last)
        ? judgement
        : new Judgement(
            judgement.device(),
            judgement.rule(),
            judgement.ruleName(),
            judgement.settled(),
            judgement.occurrences().stream().filter(o -> o.revision() > last).toList(),
            judgement.silence(),
            judgement.late(),
            judgement.held());
  }

  /** No two of the same rule on the same device. */
  private void judgeRound(
      List<Judgement> judgements,
      Map<AppId, ZoneId> zones,
      Instant now,
      Map<AppId, List<AlertEvent>> told) {
    Map<Integer, List<Kept>> kept = new HashMap<>();
    for (Found found : rows.find(judgements.stream().map(Wanted::by).toList())) {
      kept.computeIfAbsent(found.wanted(), n -> new ArrayList<>()).add(found.alert());
    }
    int number = 0;
    List<Due> due = new ArrayList<>();
    for (Judgement judgement : judgements) {
      AppId app = judgement.device().app();
      Sentences sentences = new Sentences(zones.getOrDefault(app, java.time.ZoneOffset.UTC), now);
      List<Kept> mine = kept.getOrDefault(++number, List.of());
      Reconciliation.changes(judgement, mine, sentences).stream()
          .filter(change -> !held(change, judgement))
          .forEach(change -> due.add(new Due(app, change)));
    }
    apply(due, now, told);
  }

  private static boolean held(Change change, Judgement judgement) {
    return change instanceof Change.Raised raised
        && judgement.held().contains(raised.occurrence().startedAt());
  }

  /** What is withdrawn or moved makes room for what is raised. */
  private void apply(List<Due> due, Instant now, Map<AppId, List<AlertEvent>> told) {
    List<Change.Withdrawn> withdrawn = new ArrayList<>();
    List<Change.Changed> changed = new ArrayList<>();
    List<Change.Raised> raised = new ArrayList<>();
    for (Due each : due) {
      switch (each.change()) {
        case Change.Withdrawn w -> withdrawn.add(w);
        case Change.Changed c -> changed.add(c);
        case Change.Raised r -> raised.add(r);
      }
    }
    rows.withdraw(withdrawn);
    rows.update(changed, now);
    Iterator<Long> ids = rows.insert(raised, now).iterator();
    for (Due each : due) {
      long id =
          switch (each.change()) {
            case Change.Withdrawn w -> w.id();
            case Change.Changed c -> c.id();
            case Change.Raised r -> ids.next();
          };
      List<AlertEvent> events = AlertRows.events(id, now, null, each.change().told());
      if (!events.isEmpty()) {
        told.computeIfAbsent(each.app(), a -> new ArrayList<>()).addAll(events);
      }
    }
  }

  private Map<AppId, ZoneId> zones() {
    Map<AppId, ZoneId> zones = new HashMap<>();
    jdbc.query(
        "select id, zone from aisle.app",
        row -> {
          zones.put(new AppId(row.getString("id")), ZoneId.of(row.getString("zone")));
        });
    return zones;
  }
}

package org.aisle.backend.registry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.AppPlan.Simulate;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplate.Fleet;
import org.aisle.templates.app.AppTemplate.Member;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.picture.Picture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Checks a plan as a whole before it makes anything. */
@Component
class CheckedAppPlans implements AppPlans {

  private static final Duration LONGEST = Duration.ofDays(90);

  /** A plan without faults. */
  private record Sound(
      String id,
      String name,
      @Nullable AppTemplate template,
      @Nullable ZoneId zone,
      @Nullable Duration history,
      @Nullable ThemeChoice theme) {}

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final JdbcApps apps;
  private final JdbcAppThemes themes;
  private final AppGallery gallery;
  private final ObjectProvider<Simulator> simulator;

  CheckedAppPlans(
      JdbcClient jdbc,
      TransactionOperations transactions,
      JdbcApps apps,
      JdbcAppThemes themes,
      AppGallery gallery,
      ObjectProvider<Simulator> simulator) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.apps = apps;
    this.themes = themes;
    this.gallery = gallery;
    this.simulator = simulator;
  }

  @Override
  public Outcome<Outlook> outlook(AppPlan plan) {
    Problems problems = new Problems();
    Sound sound = check(plan, problems);
    return problems.none() ? new Outcome.Done<>(outlook(sound)) : problems.refused();
  }

  private Outlook outlook(Sound plan) {
    Simulator running = simulator.getIfAvailable();
    AppTemplate template = plan.template();
    if (template == null) {
      return new Outlook(0, Duration.ZERO, 0, running != null);
    }
    int devices = template.fleet().members().size();
    if (running == null) {
      return new Outlook(devices, Duration.ZERO, 0, false);
    }
    Duration history = plan.history() == null ? running.usualHistory() : plan.history();
    long rows = 0;
    for (Member member : template.fleet().members()) {
      Duration each = member.interval().orElse(template.fleet().interval());
      Duration every = each.compareTo(running.historyEvery()) < 0 ? running.historyEvery() : each;
      rows += history.dividedBy(every);
    }
    return new Outlook(devices, history, rows, true);
  }

  @Override
  public Outcome<App> make(AppPlan plan) {
    Problems problems = new Problems();
    Sound sound = check(plan, problems);
    if (!problems.none()) {
      return problems.refused();
    }
    return transactions.execute(
        status -> {
          Outcome<App> made = make(sound);
          if (made instanceof Outcome.Refused<App>) {
            status.setRollbackOnly();
          }
          return made;
        });
  }

  private Outcome<App> make(Sound plan) {
    AppTemplate template = plan.template();
    Outcome<App> made =
        template == null
            ? apps.create(plan.id(), plan.name(), null)
            : apps.createFrom(plan.id(), plan.name(), template);
    if (!(made instanceof Outcome.Done<App>(App app))) {
      return made;
    }
    ThemeChoice theme = plan.theme();
    if (template == null && theme != null) {
      themes.change(app.id(), theme);
    }
    jdbc.sql("update aisle.app set zone = :zone, history_seconds = :history where id = :app")
        .param("zone", (plan.zone() == null ? app.zone() : plan.zone()).getId())
        .param("history", plan.history() == null ? null : plan.history().toSeconds())
        .param("app", app.id().value())
        .update();
    return new Outcome.Done<>(apps.find(app.id()).orElse(app));
  }

  @Override
  public Optional<Duration> history(AppId app) {
    return jdbc.sql(
            "select history_seconds from aisle.app where id = :app and history_seconds is not null")
        .param("app", app.value())
        .query(Long.class)
        .optional()
        .map(Duration::ofSeconds);
  }

  private Sound check(AppPlan plan, Problems problems) {
    String id = plan.id() == null ? "" : plan.id();
    String name = plan.name() == null ? "" : plan.name();
    apps.checked(id, name).list().forEach(p -> problems.add(p.code(), p.sentence()));
    AppTemplate template = apps.template(plan.template(), problems).orElse(null);
    ZoneId zone = zone(plan.zone(), problems);
    Duration history = history(plan.history(), problems);
    ThemeChoice theme = plan.theme();
    Optional<Picture> logo =
        theme == null ? Optional.empty() : JdbcAppThemes.check(theme, problems);
    boolean unknown = template == null && plan.template() != null;
    List<Member> members = unknown ? List.of() : members(plan.simulate(), template, problems);
    if (template == null || !problems.none()) {
      return new Sound(id, name, null, zone, history, theme);
    }
    Fleet fleet = template.fleet();
    AppTemplate adapted =
        template.adapted(
            zone == null ? template.zone() : zone,
            new Fleet(fleet.seed(), fleet.interval(), members),
            theme == null ? template.theme() : look(theme, template.theme(), logo),
            with(template.pictures(), logo));
    return new Sound(id, name, adapted, zone, history, theme);
  }

  /** A template's own logo stays until another is chosen. */
  private static Theme look(ThemeChoice choice, Theme was, Optional<Picture> logo) {
    return JdbcAppThemes.theme(choice, was.icon(), logo.map(Picture::name).orElse(was.logo()));
  }

  private static List<Picture> with(List<Picture> pictures, Optional<Picture> logo) {
    if (logo.isEmpty()) {
      return pictures;
    }
    List<Picture> all = new ArrayList<>(pictures);
    all.removeIf(picture -> picture.name().startsWith(JdbcAppPictures.LOGO + "."));
    all.add(logo.get());
    return all;
  }

  private static @Nullable ZoneId zone(@Nullable String zone, Problems problems) {
    try {
      return zone == null ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.add(
          "app.zone-unknown",
          "There is no time zone %s: use one like Europe/Berlin.".formatted(Problems.quoted(zone)));
      return null;
    }
  }

  private static @Nullable Duration history(@Nullable String text, Problems problems) {
    try {
      Duration history = text == null ? null : Duration.parse(text);
      if (history == null || !history.isNegative() && history.compareTo(LONGEST) <= 0) {
        return history;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // told below
    }
    problems.add(
        "history.invalid",
        "Write the history as an ISO 8601 duration from PT0S to P90D, like P7D.");
    return null;
  }

  private static List<Member> members(
      @Nullable Simulate wanted, @Nullable AppTemplate template, Problems problems) {
    List<Member> all = template == null ? List.of() : template.fleet().members();
    if (wanted == null) {
      return all;
    }
    Map<String, @Nullable Integer> kinds = wanted.kinds();
    List<@Nullable String> devices = wanted.devices();
    if ((kinds == null) == (devices == null)) {
      problems.add(
          "simulate.unclear", "Say in simulate either kinds or devices, and not both or nothing.");
      return all;
    }
    return devices != null ? named(devices, all, problems) : counted(kinds, all, problems);
  }

  private static List<Member> named(
      List<@Nullable String> ids, List<Member> all, Problems problems) {
    Set<String> wanted = new HashSet<>();
    Set<String> known = new HashSet<>();
    all.forEach(member -> known.add(member.device()));
    for (String id : ids) {
      if (id != null && known.contains(id)) {
        wanted.add(id);
      } else {
        problems.add(
            "simulate.device-unknown",
            "The template simulates no device %s: look at its app.yaml."
                .formatted(Problems.quoted(String.valueOf(id))));
      }
    }
    return all.stream().filter(member -> wanted.contains(member.device())).toList();
  }

  private static List<Member> counted(
      @Nullable Map<String, @Nullable Integer> kinds, List<Member> all, Problems problems) {
    Map<String, Integer> left = new LinkedHashMap<>();
    all.forEach(member -> left.merge(member.template(), 1, Integer::sum));
    Map<String, Integer> take = new LinkedHashMap<>();
    (kinds == null ? Map.<String, @Nullable Integer>of() : kinds)
        .forEach(
            (kind, count) -> {
              Integer most = left.get(kind);
              if (most == null) {
                problems.add(
                    "simulate.kind-unknown",
                    left.isEmpty()
                        ? "Nothing is simulated here: leave %s out, or name a template that simulates it."
                            .formatted(Problems.quoted(kind))
                        : "The template simulates no %s: it has %s."
                            .formatted(Problems.quoted(kind), left.keySet()));
              } else if (count == null || count < 0 || count > most) {
                problems.add(
                    "simulate.count", "Simulate from 0 to %d of %s.".formatted(most, kind));
              } else {
                take.put(kind, count);
              }
            });
    List<Member> members = new ArrayList<>();
    for (Member member : all) {
      if (take.merge(member.template(), -1, Integer::sum) >= 0) {
        members.add(member);
      }
    }
    return members;
  }
}

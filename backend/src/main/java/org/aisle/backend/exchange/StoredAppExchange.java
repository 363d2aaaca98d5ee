package org.aisle.backend.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplateArchive;
import org.aisle.templates.app.AppTemplateOutcome;
import org.aisle.templates.app.TemplateProblem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads an app as of one moment, and makes apps in one transaction. */
@Component
class StoredAppExchange implements AppExchange {

  private static final int TOLD_AT_ONCE = 100;

  private static final Problem MISFITS =
      new Problem(
          "app.misfits",
          "What follows names what the app does not have, as after a new version of a device"
              + " template that took a field away: correct it, or import with breaking=true, which"
              + " takes it as it is.");

  private final Apps apps;
  private final Portrait portrait;
  private final TransactionTemplate oneMoment;

  StoredAppExchange(Apps apps, Portrait portrait, PlatformTransactionManager transactions) {
    this.apps = apps;
    this.portrait = portrait;
    this.oneMoment = new TransactionTemplate(transactions);
    oneMoment.setReadOnly(true);
    oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Override
  public Optional<AppTemplate> export(AppId app) {
    return Optional.ofNullable(
        oneMoment.execute(
            status ->
                apps.find(app)
                    .map(found -> portrait.of(found, found.id().value(), true))
                    .orElse(null)));
  }

  @Override
  public Outcome<App> copy(AppId app, String id, String name, boolean simulated) {
    App source = apps.find(app).orElse(null);
    AppTemplate drawn =
        source == null
            ? null
            : oneMoment.execute(status -> portrait.of(source, madeFrom(source), simulated));
    if (source == null || drawn == null) {
      return Outcome.Refused.because("app.unknown", "Create the app " + app + " first.");
    }
    Outcome<App> copied = apps.createFrom(id, name, drawn);
    return copied instanceof Outcome.Done<App>(App made) && source.retention() != null
        ? apps.retain(made.id(), source.retention())
        : copied;
  }

  private static String madeFrom(App app) {
    String template = app.template();
    return template == null ? app.id().value() : template;
  }

  @Override
  public Outcome<Imported> create(
      byte[] archive, @Nullable String id, @Nullable String name, boolean breaking) {
    String otherwise = id == null ? "imported" : id;
    return switch (AppTemplateArchive.read(archive, otherwise, breaking)) {
      case AppTemplateOutcome.Read(AppTemplate template, List<TemplateProblem> misfits) ->
          switch (apps.createFrom(
              id == null ? template.id() : id, name == null ? template.name() : name, template)) {
            case Outcome.Done<App>(App app) -> new Outcome.Done<>(new Imported(app, told(misfits)));
            case Outcome.Refused<App>(List<Problem> problems) -> new Outcome.Refused<>(problems);
          };
      case AppTemplateOutcome.Faults(List<TemplateProblem> problems, boolean onlyMisfits) ->
          new Outcome.Refused<>(
              onlyMisfits
                  ? Stream.concat(Stream.of(MISFITS), told(problems).stream()).toList()
                  : told(problems));
    };
  }

  private static List<Problem> told(List<TemplateProblem> problems) {
    List<Problem> told = new ArrayList<>();
    for (TemplateProblem p : problems) {
      if (told.size() == TOLD_AT_ONCE) {
        told.add(
            new Problem(
                "app.more",
                "%d more faults are not shown: correct these first."
                    .formatted(problems.size() - TOLD_AT_ONCE)));
        break;
      }
      told.add(
          new Problem(p.code(), "%s, line %d: %s".formatted(p.file(), p.line(), p.sentence())));
    }
    return told;
  }
}

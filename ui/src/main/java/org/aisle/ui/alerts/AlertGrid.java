package org.aisle.ui.alerts;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.aisle.backend.alerts.Alert;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;

/**
 * A list of alerts of any length, read as it is scrolled; what people and devices say reaches the
 * browser as text. Looking again keeps what is selected and where the list stands.
 */
final class AlertGrid extends Grid<Alert> {

  private static final String SEVERITY =
      "<span class=\"severity severity-${item.severityKey}\">${item.severity}</span>";
  private static final String WHAT =
      """
      <div class="alert-cell"><a href="${item.href}" router-link>${item.rule}</a>\
      <span class="muted alert-sentence" title="${item.sentence}">${item.sentence}</span></div>""";
  private static final String WHERE =
      """
      <div class="alert-cell"><a href="${item.deviceHref}" router-link>${item.device}</a>\
      <span class="muted">${item.asset}</span></div>""";
  private static final String PLACE = "<div class=\"alert-cell\"><span>${item.place}</span></div>";
  private static final String SINCE =
      """
      <div class="alert-cell"><span>${item.since}</span><span class="muted">${item.age}</span>\
      <span class="alert-late">${item.late}</span></div>""";
  private static final String STATE =
      """
      <div class="alert-cell"><span class="alert-state alert-state-${item.stateKey}">${item.state}</span>\
      <span class="muted">${item.assignee}</span></div>""";
  private static final String CAUSE =
      """
      <button class="cause-button" type="button" @click="${(e) => { e.stopPropagation(); cause(); }}"
        title="${item.causeTitle}" aria-label="${item.causeTitle}">All of this cause</button>""";
  private static final String CARD =
      """
      <div class="alert-card">
        <div class="alert-card-top"><span class="severity severity-${item.severityKey}">${item.severity}</span>
        <span class="alert-state alert-state-${item.stateKey}">${item.state}</span></div>
        <a href="${item.href}" router-link>${item.rule}</a>
        <span>${item.sentence}</span>
        <div class="alert-card-line"><span>${item.device}</span><span>${item.place}</span></div>
        <div class="alert-card-line"><span>${item.since} · ${item.age}</span><span class="alert-late">${item.late}</span></div>
      </div>""";

  /** What the list is filled from. */
  interface Source {
    List<Alert> page(int offset, int limit);

    int size();
  }

  private final InstantSource clock;
  private final Consumer<Alert> sameCause;
  private final Column<Alert> card;
  private final CallbackDataProvider<Alert, Void> provider;
  private ValueFormat format = new ValueFormat(Locale.UK, ZoneOffset.UTC);
  private AlertReader.Names names = AlertReader.Names.NONE;

  /**
   * @param sameCause called when somebody wants everything of an alert's cause selected
   */
  AlertGrid(Source source, InstantSource clock, Consumer<Alert> sameCause) {
    this.clock = clock;
    this.sameCause = sameCause;
    this.provider =
        new CallbackDataProvider<>(
            query -> source.page(query.getOffset(), query.getLimit()).stream(),
            query -> {
              query.getOffset();
              query.getLimit();
              return source.size();
            },
            Alert::id);
    addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
    addClassNames("device-grid", "alert-grid");
    setSelectionMode(SelectionMode.MULTI);
    setDataProvider(provider);
    getElement().setAttribute("aria-label", "Alerts");
    card = addColumn(lit(CARD)).setHeader("Alerts").setFlexGrow(1);
    card.setVisible(false);
    addColumn(lit(SEVERITY)).setHeader("Severity").setWidth("132px").setFlexGrow(0);
    addColumn(lit(WHAT)).setHeader("What").setFlexGrow(3).setWidth("220px");
    addColumn(lit(WHERE)).setHeader("Device").setFlexGrow(2).setWidth("150px");
    addColumn(lit(PLACE)).setHeader("Place").setFlexGrow(1).setWidth("112px");
    addColumn(lit(SINCE)).setHeader("Since").setFlexGrow(0).setWidth("160px");
    addColumn(lit(STATE)).setHeader("State").setWidth("140px").setFlexGrow(0);
    addColumn(lit(CAUSE)).setHeader("Select").setWidth("146px").setFlexGrow(0);
    addItemClickListener(
        click ->
            getUI()
                .ifPresent(
                    ui -> {
                      Alert alert = click.getItem();
                      ui.navigate(AlertsNavigation.path(alert.device().app(), alert.id()));
                    }));
  }

  private LitRenderer<Alert> lit(String template) {
    LitRenderer<Alert> renderer =
        LitRenderer.<Alert>of(template)
            .withProperty("href", a -> AlertsNavigation.path(a.device().app(), a.id()))
            .withProperty("severity", a -> SeverityMark.word(a.severity()))
            .withProperty("severityKey", a -> SeverityMark.key(a.severity()))
            .withProperty("rule", Alert::ruleName)
            .withProperty("sentence", a -> a.occurrence().evidence().sentence())
            .withProperty("deviceHref", a -> DevicesNavigation.path(a.device()))
            .withProperty("device", Alert::deviceName)
            .withProperty("asset", this::asset)
            .withProperty("place", a -> names.place(a))
            .withProperty("since", a -> format.shortMoment(a.occurrence().startedAt(), now()))
            .withProperty("age", this::age)
            .withProperty("late", a -> AlertWords.late(a, format, now()).orElse(""))
            .withProperty("state", a -> AlertWords.state(a, now()))
            .withProperty("stateKey", a -> AlertWords.stateKey(a, now()))
            .withProperty("assignee", a -> a.assignee() == null ? "" : "for " + a.assignee());
    if (template.equals(CAUSE)) {
      renderer
          .withProperty(
              "causeTitle",
              a ->
                  "Select all open alerts of \"%s\"%s"
                      .formatted(
                          a.ruleName(),
                          a.place() == null ? " without a place" : " at " + names.place(a)))
          .withFunction("cause", sameCause::accept);
    }
    return renderer;
  }

  /** Empty where it is called as its device. */
  private String asset(Alert alert) {
    String asset = names.asset(alert);
    return asset.equals(alert.deviceName()) ? "" : asset;
  }

  private Instant now() {
    return clock.instant();
  }

  private String age(Alert alert) {
    return AlertWords.lasts(alert)
        ? Ages.ago(alert.occurrence().startedAt(), now())
        : "lasted " + AlertWords.length(alert, now());
  }

  /** Reads again what is on screen. */
  void look(ValueFormat format, AlertReader.Names names) {
    this.format = format;
    this.names = names;
    provider.refreshAll();
  }

  /** One column with everything, or all columns. */
  void setNarrow(boolean narrow) {
    if (card.isVisible() != narrow) {
      getColumns().forEach(column -> column.setVisible(column.equals(card) == narrow));
      getElement().getClassList().set("device-grid-narrow", narrow);
    }
  }
}

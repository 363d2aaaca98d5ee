package org.aisle.ui.devices;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.Ages;
import org.aisle.ui.format.SeverityMark;
import org.aisle.ui.format.ValueFormat;

/** The list of devices; what devices say reaches the browser as text. */
final class DeviceGrid extends Grid<Fleet.Line> {

  private static final String NAME =
"""
      <div class="device-cell"><a href="${item.href}" router-link>${item.name}</a>\
      <span class="device-name"><span class="mono muted">${item.id}</span>\
<span class="severity severity-count severity-${item.alertKey}" title="${item.alert}" ?hidden="${!item.alert}">${item.alertWord}</span></span></div>""";
  private static final String STATUS =
      "<span class=\"status status-${item.key}\" title=\"${item.meaning}\">${item.status}</span>";
  private static final String VALUES =
      """
      <div class="device-values">${item.values.map(v => html`<span title="${v.name}">${v.text}</span>`)}</div>""";
  private static final String CARD =
      """
      <div class="device-card">
        <div class="device-card-top"><a href="${item.href}" router-link>${item.name}</a>
        <span class="severity severity-count severity-${item.alertKey}" title="${item.alert}" ?hidden="${!item.alert}">${item.alertWord}</span>
        <span class="status status-${item.key}">${item.status}</span></div>
        <div class="device-card-line"><span class="mono">${item.id}</span><span>${item.place}</span></div>
        <div class="device-card-line"><div class="device-values">${item.values.map(v => html`<span>${v.text}</span>`)}</div><span>${item.age}</span></div>
      </div>""";

  /** A value for the browser. */
  public record Shot(String name, String text) {}

  private final InstantSource clock;
  private final List<Fleet.Line> items = new ArrayList<>();
  private final ListDataProvider<Fleet.Line> provider = new KeyedLines(items);
  private final Column<Fleet.Line> card;
  private Map<DeviceId, Severity> worst = Map.of();
  private ValueFormat format = new ValueFormat(Locale.UK, ZoneOffset.UTC);

  private static final class KeyedLines extends ListDataProvider<Fleet.Line> {
    KeyedLines(List<Fleet.Line> items) {
      super(items);
    }

    @Override
    public Object getId(Fleet.Line line) {
      return line.device().ref();
    }
  }

  DeviceGrid(InstantSource clock) {
    this.clock = clock;
    addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
    addClassName("device-grid");
    setSelectionMode(SelectionMode.NONE);
    setDataProvider(provider);
    getElement().setAttribute("aria-label", "Devices");
    card = addColumn(lit(CARD)).setHeader("Devices").setFlexGrow(1);
    card.setVisible(false);
    Column<Fleet.Line> status =
        addColumn(lit(STATUS))
            .setHeader("Status")
            .setComparator(Comparator.comparing(Fleet.Line::status))
            .setWidth("128px")
            .setFlexGrow(0);
    addColumn(lit(NAME))
        .setHeader("Device")
        .setComparator(Comparator.comparing(l -> l.device().name(), String.CASE_INSENSITIVE_ORDER))
        .setFlexGrow(2);
    addColumn(lit("<span class=\"device-place\">${item.place}</span>"))
        .setHeader("Place")
        .setComparator(Comparator.comparing(Fleet.Line::placeName))
        .setFlexGrow(1);
    addColumn(lit("${item.template}"))
        .setHeader("Template")
        .setComparator(Comparator.comparing(Fleet.Line::templateName))
        .setFlexGrow(1);
    addColumn(lit(VALUES)).setHeader("Key values").setFlexGrow(1);
    addColumn(lit("<span class=\"muted\">${item.age}</span>"))
        .setHeader("Last seen")
        .setComparator(
            Comparator.comparing(
                Fleet.Line::seen, Comparator.nullsFirst(Comparator.naturalOrder())))
        .setWidth("140px")
        .setFlexGrow(0);
    setMultiSort(false);
    sort(List.of(new GridSortOrder<>(status, SortDirection.DESCENDING)));
    addItemClickListener(
        click ->
            getUI()
                .ifPresent(
                    ui -> ui.navigate(DevicesNavigation.path(click.getItem().device().ref()))));
  }

  private LitRenderer<Fleet.Line> lit(String template) {
    return LitRenderer.<Fleet.Line>of(template)
        .withProperty("href", line -> DevicesNavigation.path(line.device().ref()))
        .withProperty("name", line -> line.device().name())
        .withProperty("id", line -> line.device().ref().device().value())
        .withProperty("key", line -> line.status().key())
        .withProperty("status", line -> line.status().label())
        .withProperty("meaning", line -> "The device " + line.status().meaning() + ".")
        .withProperty("place", Fleet.Line::placeName)
        .withProperty("template", Fleet.Line::templateName)
        .withProperty("values", this::values)
        .withProperty("age", this::age)
        .withProperty("alertKey", line -> severity(line).map(SeverityMark::key).orElse(""))
        .withProperty("alertWord", line -> severity(line).map(SeverityMark::word).orElse(""))
        .withProperty(
            "alert",
            line ->
                severity(line)
                    .map(s -> "Worst open alert: " + SeverityMark.word(s).toLowerCase(Locale.ROOT))
                    .orElse(""));
  }

  private Optional<Severity> severity(Fleet.Line line) {
    return Optional.ofNullable(worst.get(line.device().ref().device()));
  }

  private List<Shot> values(Fleet.Line line) {
    List<Shot> shots = new ArrayList<>();
    if (line.template() != null && line.latest() != null) {
      for (Field field : Fleet.keyFields(line.template())) {
        Value value = line.latest().values().get(field.path());
        if (value != null) {
          shots.add(new Shot(field.displayName(), format.show(field, value).text()));
        }
      }
    }
    return shots;
  }

  private String age(Fleet.Line line) {
    Instant seen = line.seen();
    return seen == null ? "never" : Ages.ago(seen, clock.instant());
  }

  /**
   * @param worst the worst open alert's severity of each device that has one
   */
  void show(List<Fleet.Line> lines, ValueFormat format, Map<DeviceId, Severity> worst) {
    this.format = format;
    this.worst = worst;
    List<?> before = ids(items);
    items.clear();
    lines.stream()
        .sorted(Comparator.comparing(l -> l.device().name(), String.CASE_INSENSITIVE_ORDER))
        .forEach(items::add);
    if (before.equals(ids(items)) && lines.size() <= 200) {
      lines.forEach(provider::refreshItem);
    } else {
      provider.refreshAll();
    }
  }

  private static List<?> ids(List<Fleet.Line> lines) {
    return lines.stream().map(line -> line.device().ref()).toList();
  }

  /** One column with everything, or all columns. */
  void setNarrow(boolean narrow) {
    if (card.isVisible() != narrow) {
      getColumns().forEach(column -> column.setVisible(column.equals(card) == narrow));
      getElement().getClassList().set("device-grid-narrow", narrow);
    }
  }
}

package org.aisle.ui.report;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.report.ConditionReport;
import org.aisle.backend.report.ConditionReportCsv;
import org.aisle.backend.report.ConditionReports;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.ui.devices.DevicesNavigation;
import org.aisle.ui.format.ValueFormat;
import org.aisle.ui.shell.AppParameter;
import org.aisle.ui.shell.Crumb;
import org.aisle.ui.shell.EmptyState;
import org.aisle.ui.shell.Titles;
import org.jspecify.annotations.Nullable;

/** The condition report of one device: on screen, on paper, as a table. */
@Route("app/:app/devices/:device/report")
@PermitAll
@StyleSheet("context://aisle/alerts.css")
@StyleSheet("context://aisle/report.css")
final class ConditionReportView extends Main
    implements BeforeEnterObserver, HasDynamicTitle, Crumb {

  private final Apps apps;
  private final Devices devices;
  private final ConditionReports reports;
  private @Nullable App app;
  private @Nullable Device device;

  ConditionReportView(Apps apps, Devices devices, ConditionReports reports) {
    this.apps = apps;
    this.devices = devices;
    this.reports = reports;
    addClassNames("page", "report-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    App in = AppParameter.of(event.getRouteParameters(), apps);
    DeviceRef ref = AppParameter.device(event.getRouteParameters(), in);
    Device shown =
        devices.find(ref).orElseThrow(() -> new NotFoundException("There is no such device."));
    app = in;
    device = shown;
    Map<String, List<String>> query = event.getLocation().getQueryParameters().getParameters();
    show(in, shown, moment(query, "from"), moment(query, "to"));
  }

  /** What can't be read is as if nobody had said it. */
  private static @Nullable Instant moment(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    try {
      return values.isEmpty() ? null : Instant.parse(values.getFirst());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void show(App in, Device shown, @Nullable Instant from, @Nullable Instant to) {
    removeAll();
    ValueFormat format = ValueFormat.ofReader(in.zone());
    switch (reports.of(shown.ref(), from, to)) {
      case Outcome.Done<ConditionReport>(ConditionReport report) -> {
        add(head(shown, csv(report), print()));
        add(
            range(in.zone(), shown.ref(), report.range().from(), report.range().to()),
            new ReportSheet(report, format));
      }
      case Outcome.Refused<ConditionReport>(var problems) -> {
        add(head(shown));
        add(
            range(in.zone(), shown.ref(), from, to),
            new EmptyState(VaadinIcon.FILE_TEXT_O, "No report", problems.getFirst().sentence()));
      }
    }
  }

  private static Component head(Device shown, Component... actions) {
    Anchor back = new Anchor(DevicesNavigation.path(shown.ref()), shown.name());
    back.getElement().setAttribute("router-link", "");
    Span id = new Span(shown.ref().device().value());
    id.addClassName("mono");
    Div facts = new Div(back, id);
    facts.addClassName("device-facts");
    Div words = new Div(new H1("Condition report"), facts);
    words.addClassName("page-head-words");
    Div buttons = new Div(actions);
    buttons.addClassNames("page-actions", "not-printed");
    Div head = new Div(words, buttons);
    head.addClassName("page-head");
    return head;
  }

  private static Component print() {
    return new Button(
        "Print",
        VaadinIcon.PRINT.create(),
        click -> click.getSource().getElement().executeJs("window.print()"));
  }

  private static Component csv(ConditionReport report) {
    byte[] bytes = ConditionReportCsv.write(report).getBytes(StandardCharsets.UTF_8);
    Anchor load =
        new Anchor(
            DownloadHandler.fromInputStream(
                event ->
                    new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        report.device().device().value() + "-condition-report.csv",
                        "text/csv",
                        bytes.length)),
            "Download as CSV");
    load.addClassName("report-load");
    return load;
  }

  private static Component range(
      ZoneId zone, DeviceRef ref, @Nullable Instant from, @Nullable Instant to) {
    DateTimePicker start = new DateTimePicker("From", local(from, zone), change -> {});
    DateTimePicker end = new DateTimePicker("To", local(to, zone), change -> {});
    Button show =
        new Button(
            "Show",
            click ->
                click
                    .getSource()
                    .getUI()
                    .ifPresent(
                        ui ->
                            ui.navigateToClient(
                                ReportNavigation.path(
                                    ref,
                                    instant(start.getValue(), zone),
                                    instant(end.getValue(), zone)))));
    Div form = new Div(start, end, show);
    form.addClassNames("report-range", "not-printed");
    return form;
  }

  private static @Nullable LocalDateTime local(@Nullable Instant at, ZoneId zone) {
    return at == null ? null : LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.MINUTES);
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime at, ZoneId zone) {
    return at == null ? null : at.atZone(zone).toInstant();
  }

  @Override
  public String crumb() {
    return device == null ? "" : device.name() + ": condition report";
  }

  @Override
  public String getPageTitle() {
    return app == null || device == null
        ? Titles.of("Condition report")
        : Titles.of("Condition report", device.name(), app.name());
  }
}

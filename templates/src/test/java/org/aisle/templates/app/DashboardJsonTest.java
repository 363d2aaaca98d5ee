package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.picture.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardJsonTest {

  private record Case(AppTemplate app, Dashboard dashboard) {
    @Override
    public String toString() {
      return app.id() + "/" + dashboard.id();
    }
  }

  static Stream<Case> dashboards() {
    return AppTemplates.builtIn().all().stream()
        .flatMap(app -> app.dashboards().stream().map(d -> new Case(app, d)));
  }

  private static DashboardNames names(AppTemplate app) {
    return new DashboardNames(
        app.deviceTemplates(),
        app.fleet().members().stream().map(AppTemplate.Member::device).collect(Collectors.toSet()),
        app.places().stream().map(AppTemplate.Place::id).collect(Collectors.toSet()),
        app.groups().stream().map(AppTemplate.DeviceGroup::id).collect(Collectors.toSet()),
        app.pictures().stream().map(Picture::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void what_is_written_is_read_as_the_same_dashboard(Case of) {
    String yaml = DashboardJson.yaml(of.dashboard());
    String json = DashboardJson.write(DashboardJson.tree(of.dashboard()));

    DashboardOutcome same = new DashboardOutcome.Read(of.dashboard());
    assertThat(DashboardReader.yaml(of.dashboard().id(), bytes(yaml), names(of.app())))
        .as(yaml)
        .isEqualTo(same);
    assertThat(DashboardReader.json(of.dashboard().id(), bytes(json), names(of.app())))
        .isEqualTo(same);
  }

  @Test
  void every_fault_is_told_at_once_with_its_tile() {
    AppTemplate cooler = AppTemplates.builtIn().named("connected-cooler").orElseThrow();
    String yaml =
        """
        title: Mine
        template: Cooler
        tiles:
          - {kind: label, title: A, at: {column: 0, row: 0, width: 3, height: 2}, text: fine}
          - {kind: last-value, title: B, at: {column: 3, row: 0, width: 3, height: 2}, field: internalTemprature}
          - {kind: kpi, title: C, at: {column: 4, row: 1, width: 9, height: 2}, field: power, target: much}
        audience: nobody
        """;

    assertThat(
            ((DashboardOutcome.Faults) DashboardReader.yaml("mine", bytes(yaml), names(cooler)))
                .faults())
        .extracting(DashboardFault::tile, DashboardFault::code)
        .contains(
            tuple(DashboardFault.NO_TILE, "app.key-missing"),
            tuple(1, "app.field-unknown"),
            tuple(2, "app.tile-outside"),
            tuple(2, "app.tiles-overlap"),
            tuple(2, "app.wrong-type"),
            tuple(DashboardFault.NO_TILE, "app.word-unknown"));
  }

  @Test
  void what_is_no_dashboard_is_a_fault_and_no_exception() {
    DashboardNames none = new DashboardNames(List.of(), Set.of(), Set.of(), Set.of(), Set.of());
    for (String text :
        List.of("", "[", "- 1", "tiles: 7", "tiles: [7, {at: 3}]", "a: &x {b: *x}")) {
      assertThat(DashboardReader.yaml("mine", bytes(text), none))
          .as(text)
          .isInstanceOf(DashboardOutcome.Faults.class);
    }
    assertThat(DashboardReader.json("No id", bytes("{}"), none))
        .isInstanceOf(DashboardOutcome.Faults.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

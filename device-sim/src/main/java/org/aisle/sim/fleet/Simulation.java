package org.aisle.sim.fleet;

import java.time.ZoneId;
import java.util.List;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.place.Route;

/**
 * What is simulated.
 *
 * @param app the app whose devices they are
 * @param places of which the members name one each
 * @param zone the time zone of the places
 * @param templates of the devices; they decide which properties are reported and of which type
 * @param routes of which a member may name one with its property {@code route}
 */
public record Simulation(
    AppId app,
    AppTemplate.Fleet fleet,
    List<AppTemplate.Place> places,
    ZoneId zone,
    List<DeviceTemplate> templates,
    List<Route> routes) {

  public Simulation {
    places = List.copyOf(places);
    templates = List.copyOf(templates);
    routes = List.copyOf(routes);
  }

  /** The fleet of an app template, for an app made from it. */
  public static Simulation of(AppId app, AppTemplate template) {
    return new Simulation(
        app,
        template.fleet(),
        template.places(),
        template.zone(),
        template.deviceTemplates(),
        template.routes());
  }

  /** As many devices as asked for: the first ones, then copies with a number after their id. */
  public Simulation withDevices(int count) {
    List<AppTemplate.Member> members = fleet.members();
    if (members.isEmpty()) {
      return this;
    }
    List<AppTemplate.Member> some =
        java.util.stream.IntStream.range(0, count)
            .mapToObj(i -> copy(members.get(i % members.size()), i / members.size()))
            .toList();
    return withFleet(new AppTemplate.Fleet(fleet.seed(), fleet.interval(), some));
  }

  /** The same devices with other random numbers. */
  public Simulation withSeed(long seed) {
    return withFleet(new AppTemplate.Fleet(seed, fleet.interval(), fleet.members()));
  }

  private Simulation withFleet(AppTemplate.Fleet other) {
    return new Simulation(app, other, places, zone, templates, routes);
  }

  private static AppTemplate.Member copy(AppTemplate.Member member, int round) {
    if (round == 0) {
      return member;
    }
    return new AppTemplate.Member(
        member.device() + "-" + (round + 1),
        member.name() + " " + (round + 1),
        member.template(),
        member.place(),
        member.behaviour(),
        member.properties(),
        member.parameters(),
        member.faults(),
        member.interval());
  }
}

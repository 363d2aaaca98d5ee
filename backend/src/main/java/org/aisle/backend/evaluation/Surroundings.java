package org.aisle.backend.evaluation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.aisle.backend.evaluation.DeviceContext.Attachment;
import org.aisle.backend.evaluation.DeviceContext.Home;
import org.aisle.backend.evaluation.DeviceContext.Site;
import org.aisle.backend.evaluation.Layout.Input;
import org.aisle.templates.condition.Vocabulary.Kind;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device beside its readings, as of the reading that its frame stands at.
 * Properties are set into the frame when they change; relations to places are worked out when
 * somebody asks.
 */
final class Surroundings {

  private final Layout layout;
  private final DeviceContext context;
  private @Nullable PlaceRelations relations;
  private @Nullable RouteRelations routes;
  private @Nullable Map<String, Site> sites;
  private long from = Micros.FOREVER;
  private long until = Micros.NEVER;
  private int age;
  private long homeFrom = Micros.FOREVER;
  private long homeUntil = Micros.NEVER;
  private @Nullable Site home;

  Surroundings(Layout layout, DeviceContext context) {
    this.layout = layout;
    this.context = context;
  }

  DeviceContext context() {
    return context;
  }

  ZoneId zone() {
    return context.zone();
  }

  /** Changes whenever properties may have changed. */
  int age() {
    return age;
  }

  /** Sets the properties as of a moment. */
  void advance(LiveFrame frame, long now) {
    if (now >= from && now < until) {
      return;
    }
    from = Micros.NEVER;
    until = Micros.FOREVER;
    age++;
    Attachment asset = attachment(now);
    homes(now);
    limit(context.properties(), now);
    limit(asset == null ? Map.of() : asset.properties(), now);
    for (Name name : layout.names()) {
      if (name.source() instanceof Source.OfProperty of) {
        set(frame, name, property(of.field().path(), now));
      } else if (name.source() instanceof Source.OfAsset of) {
        set(frame, name, ofAsset(asset, of.field().path(), now));
      }
    }
  }

  private static void set(LiveFrame frame, Name name, @Nullable String text) {
    double number = text == null ? Double.NaN : number(name.kind(), text);
    boolean isText = name.kind() == Kind.TEXT;
    frame.set(name.slot(), number, isText ? text : null, Micros.FOREVER);
  }

  /** What the device was attached to; all that is set holds no longer than that. */
  private @Nullable Attachment attachment(long now) {
    Attachment asset = null;
    for (Attachment each : context.assets()) {
      long begin = Micros.of(each.from());
      Instant to = each.to();
      long end = to == null ? Micros.FOREVER : Micros.of(to);
      if (end <= now) {
        from = Math.max(from, end);
      } else if (begin > now) {
        until = Math.min(until, begin);
      } else {
        asset = each;
        from = Math.max(from, begin);
        until = Math.min(until, end);
      }
    }
    return asset;
  }

  /** What is asked of a device's home holds no longer than it stands there. */
  private void homes(long now) {
    for (Home each : context.homes()) {
      long begin = Micros.of(each.from());
      Instant to = each.to();
      long end = to == null ? Micros.FOREVER : Micros.of(to);
      if (begin <= now) {
        from = Math.max(from, end <= now ? end : begin);
      }
      if (end > now) {
        until = Math.min(until, begin > now ? begin : end);
      }
    }
  }

  /** What the query of a device group asks for, as of a moment; its template is not known here. */
  List<String> values(Attribute asked, long now) {
    String value =
        switch (asked.kind()) {
          case PROPERTY -> property(asked.path(), now);
          case ASSET -> ofAsset(attached(now), asked.path(), now);
          case DEVICE -> context.device().device().value();
          case SIMULATED -> String.valueOf(context.facts().simulated());
          case GATEWAY -> String.valueOf(context.facts().gateway());
          case PLACE, ORGANISATION -> stood(now);
          case TEMPLATE, ASSET_TYPE, NAME, ENABLED, VIA -> null;
        };
    if (value == null) {
      return List.of();
    }
    return asked.kind() == Attribute.Kind.ORGANISATION
        ? context.facts().organisations().getOrDefault(value, List.of())
        : List.of(value);
  }

  private @Nullable String stood(long now) {
    for (Home each : context.homes()) {
      Instant to = each.to();
      if (Micros.of(each.from()) <= now && (to == null || now < Micros.of(to))) {
        return each.place();
      }
    }
    return null;
  }

  /** All that is set holds no longer than each of these values does. */
  private void limit(Map<String, NavigableMap<Instant, String>> histories, long now) {
    for (NavigableMap<Instant, String> history : histories.values()) {
      Instant instant = Micros.instant(now);
      Instant next = history.higherKey(instant);
      if (next != null && !next.equals(firstKey(history))) {
        until = Math.min(until, Micros.of(next));
      } else if (next != null) {
        Instant second = history.higherKey(next);
        until = second == null ? until : Math.min(until, Micros.of(second));
      }
      Instant current = history.floorKey(instant);
      if (current != null && !current.equals(firstKey(history))) {
        from = Math.max(from, Micros.of(current));
      }
    }
  }

  private static @Nullable Instant firstKey(NavigableMap<Instant, String> history) {
    return history.isEmpty() ? null : history.firstKey();
  }

  /** As of a moment; before the first known one the first; null when it was never reported. */
  @Nullable String property(String path, long moment) {
    return value(context.properties().get(path), moment);
  }

  /** As {@link #property}, of the asset; null while there was none. */
  private static @Nullable String ofAsset(@Nullable Attachment asset, String path, long moment) {
    return asset == null ? null : value(asset.properties().get(path), moment);
  }

  /** What a rule's filter of that name is compared with. */
  @Nullable String filtered(String name, long now) {
    return layout.ofAsset(name)
        ? ofAsset(attached(now), name.substring(Rule.ASSET.length()), now)
        : property(name, now);
  }

  private @Nullable Attachment attached(long now) {
    for (Attachment each : context.assets()) {
      Instant to = each.to();
      if (Micros.of(each.from()) <= now && (to == null || now < Micros.of(to))) {
        return each;
      }
    }
    return null;
  }

  private static @Nullable String value(
      @Nullable NavigableMap<Instant, String> history, long moment) {
    if (history == null || history.isEmpty()) {
      return null;
    }
    Map.Entry<Instant, String> entry = history.floorEntry(Micros.instant(moment));
    return entry == null ? history.firstEntry().getValue() : entry.getValue();
  }

  private static double number(Kind kind, String text) {
    return switch (kind) {
      case TEXT -> Double.NaN;
      case FLAG ->
          text.equalsIgnoreCase("true") ? 1 : text.equalsIgnoreCase("false") ? 0 : Double.NaN;
      case NUMBER -> {
        try {
          yield text.indexOf('T') > 0
              ? Micros.of(Instant.parse(text)) / 1e6
              : Double.parseDouble(text);
        } catch (NumberFormatException | DateTimeException e) {
          yield Double.NaN;
        }
      }
    };
  }

  List<Site> sites() {
    return context.places();
  }

  private PlaceRelations relations() {
    PlaceRelations known = relations;
    if (known == null) {
      known = new PlaceRelations(context.places());
      relations = known;
    }
    return known;
  }

  /** How it keeps to its route; null when that is not known. */
  private RouteRelations.@Nullable Passed passed(long now, double lat, double lon) {
    String route = property("route", now);
    if (route == null) {
      return null;
    }
    RouteRelations known = routes;
    if (known == null) {
      known = new RouteRelations(context.routes());
      routes = known;
    }
    return known.passed(route, lat, lon);
  }

  /** The place with that id; null when the app has none. */
  private @Nullable Site site(String id) {
    Map<String, Site> known = sites;
    if (known == null) {
      known = new HashMap<>();
      for (Site site : context.places()) {
        known.put(site.id(), site);
      }
      sites = known;
    }
    return known.get(id);
  }

  /** The place where the device's asset stood at the frame's reading; null when it is unknown. */
  @Nullable Site home(long now) {
    if (now < homeFrom || now >= homeUntil) {
      home = null;
      homeFrom = Micros.NEVER;
      homeUntil = Micros.FOREVER;
      for (Home bound : context.homes()) {
        long begin = Micros.of(bound.from());
        Instant to = bound.to();
        long end = to == null ? Micros.FOREVER : Micros.of(to);
        if (end <= now) {
          homeFrom = Math.max(homeFrom, end);
        } else if (begin > now) {
          homeUntil = Math.min(homeUntil, begin);
        } else {
          home = site(bound.place());
          homeFrom = Math.max(homeFrom, begin);
          homeUntil = Math.min(homeUntil, end);
        }
      }
    }
    return home;
  }

  double number(LiveFrame frame, int slot) {
    Name name = layout.names().get(slot);
    Input position = layout.position();
    if (position == null || !(name.source() instanceof Source.OfPlace of)) {
      return Double.NaN;
    }
    double lat = frame.number(position.components()[0]);
    double lon = frame.number(position.components()[1]);
    if (Double.isNaN(lat)) {
      return Double.NaN;
    }
    return switch (of.relation()) {
      case HOME_INSIDE -> {
        Site place = home(frame.now());
        yield place == null ? Double.NaN : relations().inside(place, lat, lon) ? 1 : 0;
      }
      case HOME_METRES -> {
        Site place = home(frame.now());
        yield place == null ? Double.NaN : relations().metres(place, lat, lon);
      }
      case ROUTE_METRES -> {
        RouteRelations.Passed passed = passed(frame.now(), lat, lon);
        yield passed == null ? Double.NaN : passed.metres();
      }
      case ROUTE_LEFT -> {
        RouteRelations.Passed passed = passed(frame.now(), lat, lon);
        yield passed == null ? Double.NaN : passed.left();
      }
      case HERE_ID, HERE_KIND, ROUTE_MODE -> Double.NaN;
    };
  }

  @Nullable String text(LiveFrame frame, int slot) {
    Name name = layout.names().get(slot);
    Input position = layout.position();
    if (position == null || !(name.source() instanceof Source.OfPlace of)) {
      return null;
    }
    double lat = frame.number(position.components()[0]);
    double lon = frame.number(position.components()[1]);
    if (Double.isNaN(lat)) {
      return null;
    }
    return switch (of.relation()) {
      case HOME_INSIDE, HOME_METRES, ROUTE_METRES, ROUTE_LEFT -> null;
      case ROUTE_MODE -> {
        RouteRelations.Passed passed = passed(frame.now(), lat, lon);
        yield passed == null ? null : passed.mode();
      }
      case HERE_ID -> {
        Site here = relations().around(lat, lon);
        yield here == null ? "" : here.id();
      }
      case HERE_KIND -> {
        Site here = relations().around(lat, lon);
        yield here == null ? "" : here.kind();
      }
    };
  }
}

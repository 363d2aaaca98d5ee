package org.aisle.templates.app;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which behaviours the simulator has and what can go wrong with each, read from the class path's
 * {@code behaviours/}. App templates are checked against it, and the simulator takes its ranges and
 * defaults from it. Immutable and thread-safe.
 */
public final class Simulation {

  /**
   * A number that tunes a behaviour or a fault.
   *
   * @param least the smallest value it may have
   * @param most the largest value it may have
   * @param otherwise its value where none is given
   * @param unit its DTDL unit; empty for a plain number
   * @param about what it is
   */
  public record Parameter(
      String name, double least, double most, double otherwise, String unit, String about) {

    /** Whether it may have this value; false for NaN. */
    public boolean contains(double value) {
      return value >= least && value <= most;
    }

    private Parameter upTo(double other) {
      return new Parameter(name, least, other, otherwise, unit, about);
    }
  }

  /** Something that can go wrong, by the name it has in app templates. */
  public record FaultOutline(String kind, String about, SortedMap<String, Parameter> parameters) {
    public FaultOutline {
      parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }
  }

  /**
   * A kind of physical model.
   *
   * @param sensors paths of the telemetry that sensor faults can spoil, numbered from 1
   * @param faults what can go wrong with it alone
   */
  public record BehaviourOutline(
      String name,
      String about,
      SortedMap<String, Parameter> parameters,
      List<String> sensors,
      SortedMap<String, FaultOutline> faults) {

    public BehaviourOutline {
      parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
      sensors = List.copyOf(sensors);
      faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    }
  }

  private static final String ANY = "any";
  private static final String SENSOR = "sensor";
  private static final SortedMap<String, BehaviourOutline> ALL = BehaviourFiles.read();

  private Simulation() {}

  /** The behaviours that members of a fleet may name. */
  public static SortedMap<String, BehaviourOutline> behaviours() {
    SortedMap<String, BehaviourOutline> named = new TreeMap<>(ALL);
    named.remove(ANY);
    return Collections.unmodifiableSortedMap(named);
  }

  /**
   * What can go wrong with devices of a behaviour: its own faults, and those of any device. Of an
   * unknown behaviour, everything.
   */
  public static SortedMap<String, FaultOutline> faults(String behaviour) {
    SortedMap<String, FaultOutline> faults = new TreeMap<>(any().faults());
    BehaviourOutline outline = ALL.get(behaviour);
    if (outline == null) {
      ALL.values().forEach(every -> faults.putAll(every.faults()));
      return faults;
    }
    int sensors = outline.sensors().size();
    faults.values().removeIf(fault -> sensors == 0 && fault.parameters().containsKey(SENSOR));
    faults.replaceAll((kind, fault) -> upTo(sensors, fault));
    faults.putAll(outline.faults());
    return faults;
  }

  private static FaultOutline upTo(int sensors, FaultOutline fault) {
    SortedMap<String, Parameter> parameters = new TreeMap<>(fault.parameters());
    parameters.computeIfPresent(SENSOR, (name, parameter) -> parameter.upTo(sensors));
    return new FaultOutline(fault.kind(), fault.about(), parameters);
  }

  private static BehaviourOutline any() {
    BehaviourOutline any = ALL.get(ANY);
    if (any == null) {
      throw new IllegalStateException("The class path lacks behaviours/any.yaml.");
    }
    return any;
  }

  /** The values of parameters, with defaults where none is given. */
  public static SortedMap<String, Double> complete(
      Map<String, Parameter> parameters, Map<String, Double> given) {
    SortedMap<String, Double> values = new TreeMap<>();
    parameters.forEach(
        (name, parameter) -> values.put(name, given.getOrDefault(name, parameter.otherwise())));
    return Collections.unmodifiableSortedMap(values);
  }
}

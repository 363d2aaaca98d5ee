package org.aisle.sim.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.aisle.sim.world.RandomStream;

/** What is done in which order: a function of the seed. */
record Programme(long seed, List<Step> steps) {

  /**
   * One thing done.
   *
   * @param before how long the devices send undisturbed before, in milliseconds
   * @param strength 0 to 1: how long it lasts, which process or device it meets
   */
  record Step(int number, Fault fault, long before, double strength) {}

  /** How often each sort of kill is drawn. */
  private static final List<Fault> KILLS =
      List.of(
          Fault.KILL_SERVER,
          Fault.KILL_SERVER,
          Fault.KILL_SERVER,
          Fault.KILL_POSTGRES,
          Fault.KILL_POSTGRES,
          Fault.KILL_BACKEND,
          Fault.KILL_BACKEND,
          Fault.KILL_BACKEND,
          Fault.KILL_BOTH,
          Fault.KILL_STARTING,
          Fault.KILL_QUEUED,
          Fault.KILL_GATEWAY,
          Fault.KILL_GATEWAY,
          Fault.KILL_GATEWAY);

  Programme {
    steps = List.copyOf(steps);
  }

  /**
   * At least so many kills, every fault at least once if there are kills enough, and one that is no
   * kill for five that are.
   *
   * @param serverKills how many of the kills may end the server, which takes long to start
   * @param only the faults to draw from, empty for all
   */
  static Programme of(
      long seed, int kills, int serverKills, Set<Fault.Where> possible, Set<Fault> only) {
    RandomStream random = RandomStream.of(seed, "programme");
    List<Fault> faults = new ArrayList<>();
    Predicate<Fault> drawn =
        fault -> possible.contains(fault.where()) && (only.isEmpty() || only.contains(fault));
    List<Fault> deadly = KILLS.stream().filter(drawn).toList();
    deadly.stream().distinct().limit(kills).forEach(faults::add);
    int planned = faults.stream().mapToInt(Fault::kills).sum();
    for (int n = planned; n < kills && !deadly.isEmpty(); n += faults.getLast().kills()) {
      if (faults.stream().filter(Fault::endsServer).count() >= serverKills) {
        deadly = deadly.stream().filter(fault -> !fault.endsServer()).toList();
        if (deadly.isEmpty()) {
          break;
        }
      }
      faults.add(deadly.get((int) random.uniform(0, deadly.size())));
    }
    List<Fault> others =
        Arrays.stream(Fault.values()).filter(fault -> fault.kills() == 0).filter(drawn).toList();
    if (kills > 0) {
      faults.addAll(others);
    }
    for (int n = others.size(); n < kills / 5 && !others.isEmpty(); n++) {
      faults.add(others.get((int) random.uniform(0, others.size())));
    }
    for (int i = faults.size() - 1; i > 0; i--) {
      java.util.Collections.swap(faults, i, (int) random.uniform(0, i + 1.0));
    }
    List<Step> steps = new ArrayList<>();
    for (Fault fault : faults) {
      long before = (long) random.uniform(100, 1_200);
      steps.add(new Step(steps.size() + 1, fault, before, random.uniform()));
    }
    return new Programme(seed, steps);
  }

  int kills() {
    return steps.stream().mapToInt(step -> step.fault().kills()).sum();
  }
}

package org.aisle.templates.app;

import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.app.Simulation.BehaviourOutline;
import org.aisle.templates.app.Simulation.FaultOutline;
import org.aisle.templates.app.Simulation.Parameter;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceReader;

/** Reads what the simulator's behaviours say of themselves. */
final class BehaviourFiles {

  private static final String FOLDER = "/behaviours/";

  private BehaviourFiles() {}

  static SortedMap<String, BehaviourOutline> read() {
    SortedMap<String, BehaviourOutline> all = new TreeMap<>();
    Faults faults = new Faults();
    for (String file : AppTemplates.text(FOLDER + "index.txt").lines().toList()) {
      SourceReader.Parsed parsed = SourceReader.yaml(AppTemplates.bytes(FOLDER + file));
      if (!(parsed.root() instanceof Mapping mapping) || !parsed.faults().isEmpty()) {
        throw new IllegalStateException("%s is faulty: %s".formatted(file, parsed.faults()));
      }
      BehaviourOutline outline = outline(new Section(file, mapping, faults));
      all.put(outline.name(), outline);
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException("The behaviours are faulty: " + faults.inOrder());
    }
    return all;
  }

  private static BehaviourOutline outline(Section section) {
    SortedMap<String, FaultOutline> kinds = new TreeMap<>();
    for (Section fault : section.sections("faults")) {
      FaultOutline outline =
          new FaultOutline(fault.text("kind"), fault.text("about"), parameters(fault));
      kinds.put(outline.kind(), outline);
      fault.end();
    }
    BehaviourOutline outline =
        new BehaviourOutline(
            section.text("name"),
            section.text("about"),
            parameters(section),
            section.texts("sensors"),
            kinds);
    section.end();
    return outline;
  }

  private static SortedMap<String, Parameter> parameters(Section owner) {
    SortedMap<String, Parameter> parameters = new TreeMap<>();
    for (Section section : owner.sections("parameters")) {
      double least = section.number("least", -Double.MAX_VALUE, Double.MAX_VALUE);
      double most = section.number("most", least, Double.MAX_VALUE);
      String unit = section.optionalText("unit");
      Parameter parameter =
          new Parameter(
              section.text("name"),
              least,
              most,
              section.number("default", least, most),
              unit == null ? "" : unit,
              section.text("about"));
      parameters.put(parameter.name(), parameter);
      section.end();
    }
    return parameters;
  }
}

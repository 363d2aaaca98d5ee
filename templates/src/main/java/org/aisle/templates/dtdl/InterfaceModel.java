package org.aisle.templates.dtdl;

import java.util.List;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.Spot;

/**
 * One interface of a document, read but not yet connected to the others.
 *
 * @param id as written, perhaps malformed
 * @param version of the DTDL it is written in
 * @param bundled whether it comes with Aisle instead of the document
 */
record InterfaceModel(
    String id,
    int version,
    Label label,
    List<Base> bases,
    List<Content> contents,
    Mapping source,
    boolean bundled) {

  /** An interface that it extends. */
  record Base(String id, Spot spot) {}

  InterfaceModel {
    bases = List.copyOf(bases);
    contents = List.copyOf(contents);
  }

  /** The same under a key of our own, for one that can't be referred to. */
  InterfaceModel withId(String key) {
    return new InterfaceModel(key, version, label, bases, contents, source, bundled);
  }

  Spot spot() {
    return source.spot();
  }
}

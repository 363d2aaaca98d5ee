package org.aisle.ui.models;

import java.util.Arrays;

/** What a model's page can show. */
enum ModelPart {
  FORM("", "Form"),
  DTDL("dtdl", "DTDL"),
  DEVICES("devices", "Devices");

  private final String segment;
  private final String label;

  ModelPart(String segment, String label) {
    this.segment = segment;
    this.label = label;
  }

  String label() {
    return label;
  }

  /** What is put behind the path of the model's page. */
  String path() {
    return segment.isEmpty() ? "" : "/" + segment;
  }

  static ModelPart of(String segment) {
    return Arrays.stream(values()).filter(p -> p.segment.equals(segment)).findFirst().orElse(FORM);
  }
}

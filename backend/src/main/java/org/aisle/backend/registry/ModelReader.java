package org.aisle.backend.registry;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;

/** Reads device templates from DTDL; pure, terminates on every input. */
@FunctionalInterface
public interface ModelReader {

  Outcome<List<DeviceTemplate>> read(String dtdl);
}

package org.aisle.templates.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;

/** The cooler that comes with Aisle, and some places. */
final class CoolerTemplate {

  static final DeviceTemplate COOLER = cooler();
  static final KnownPlaces PLACES =
      new KnownPlaces(
          Map.of("hamburg-altona", "outlet", "hamburg-eppendorf", "outlet", "north", "depot"));

  private CoolerTemplate() {}

  private static DeviceTemplate cooler() {
    try {
      byte[] model =
          Files.readAllBytes(
              Path.of("src/main/resources/apps/connected-cooler/models/cooler.json"));
      return ((DtdlOutcome.Read) DtdlReader.read(model)).template();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

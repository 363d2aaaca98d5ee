package org.aisle.backend.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.springframework.stereotype.Component;

/**
 * Device templates as read from their stored DTDL. Reading is a pure function of the text, so
 * results are remembered and never go stale.
 */
@Component
class ReadTemplates {

  private static final int REMEMBERED = 2_000;

  private record Source(Dtmi id, String dtdl) {}

  private final ModelReader reader;
  private final Cache<Source, DeviceTemplate> read =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  ReadTemplates(ModelReader reader) {
    this.reader = reader;
  }

  /**
   * The template of that id in a published document.
   *
   * @throws IllegalStateException when the document, accepted once, is not any more
   */
  DeviceTemplate template(Dtmi id, String dtdl) {
    return read.get(new Source(id, dtdl), this::parse);
  }

  Outcome<java.util.List<DeviceTemplate>> read(String dtdl) {
    return reader.read(dtdl);
  }

  private DeviceTemplate parse(Source source) {
    return switch (reader.read(source.dtdl())) {
      case Outcome.Done<java.util.List<DeviceTemplate>>(var templates) ->
          templates.stream()
              .filter(t -> t.id().equals(source.id()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "The stored model of " + source.id() + " does not describe it."));
      case Outcome.Refused<java.util.List<DeviceTemplate>>(var problems) ->
          throw new IllegalStateException(
              "The stored model of %s is not read any more: %s"
                  .formatted(source.id(), problems.getFirst().sentence()));
    };
  }
}

package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.templates.definition.Dtmi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The interface of a document that is the model itself, as a tree whose entries can be changed.
 *
 * @param pointer to the interface in its document
 */
record OwnModel(ObjectNode source, String pointer) {

  static final String OWN_CONTEXT = "dtmi:org:aisle:context;1";

  /** The interface of that line, or the only one there is. */
  static Optional<OwnModel> find(JsonNode document, String line) {
    List<OwnModel> all = new ArrayList<>();
    if (document instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        add(array.get(i), "/" + i, all);
      }
    } else {
      add(document, "", all);
    }
    return all.stream()
        .filter(m -> m.id() instanceof String id && Dtmi.isValid(id))
        .filter(m -> new Dtmi(String.valueOf(m.id())).line().equals(line))
        .findFirst()
        .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty());
  }

  private static void add(JsonNode node, String pointer, List<OwnModel> all) {
    if (node instanceof ObjectNode object) {
      if (object.get("capabilityModel") instanceof ObjectNode inner) {
        all.add(new OwnModel(inner, pointer + "/capabilityModel"));
      } else {
        all.add(new OwnModel(object, pointer));
      }
    }
  }

  /** The ids of the document's other interfaces. */
  List<String> besides(JsonNode document) {
    List<String> ids = new ArrayList<>();
    for (JsonNode node : document instanceof ArrayNode array ? array : List.<JsonNode>of()) {
      if (!node.equals(source)
          && node instanceof ObjectNode other
          && types(other).contains("Interface")
          && text(other, "@id") instanceof String id
          && Dtmi.isValid(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  @Nullable String id() {
    return text(source, "@id");
  }

  /** Its entries in their order. */
  List<ObjectNode> contents() {
    List<ObjectNode> entries = new ArrayList<>();
    JsonNode contents = source.get("contents");
    if (contents instanceof ArrayNode array) {
      for (JsonNode item : array) {
        if (item instanceof ObjectNode object) {
          entries.add(object);
        }
      }
    } else if (contents instanceof ObjectNode only) {
      entries.add(only);
    }
    return entries;
  }

  Optional<ObjectNode> content(String name) {
    return contents().stream().filter(c -> name.equals(text(c, "name"))).findFirst();
  }

  /** Its entries as a list, which is made when there is none. */
  ArrayNode list() {
    JsonNode contents = source.get("contents");
    if (contents instanceof ArrayNode array) {
      return array;
    }
    ArrayNode made = JsonNodeFactory.instance.arrayNode();
    if (contents instanceof ObjectNode only) {
      made.add(only);
    }
    source.set("contents", made);
    return made;
  }

  /** Where in its document the entry stands; null when it is gone. */
  @Nullable String pointer(ObjectNode entry) {
    Integer place = places().get(entry);
    return place == null ? null : pointer + "/contents/" + place;
  }

  /** By identity: two entries that say the same are two entries. */
  private Map<JsonNode, Integer> places() {
    Map<JsonNode, Integer> places = new IdentityHashMap<>();
    ArrayNode list = list();
    for (int i = 0; i < list.size(); i++) {
      places.put(list.get(i), i);
    }
    return places;
  }

  void insertBehind(List<String> kinds, boolean derived, ObjectNode entry) {
    ArrayNode list = list();
    int place = -1;
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode o
          && types(o).stream().anyMatch(kinds::contains)
          && isDerived(o) == derived) {
        place = i + 1;
      }
    }
    list.insert(place < 0 ? list.size() : place, entry);
  }

  void remove(ObjectNode entry) {
    Integer place = places().get(entry);
    if (place != null) {
      list().remove(place.intValue());
    }
  }

  boolean isDerived(ObjectNode entry) {
    return types(entry).contains("Derived")
        && (entry.has("derivation") || contexts().contains(OWN_CONTEXT));
  }

  /** Makes the words of another context known to strict readers. */
  void require(String context) {
    List<String> known = contexts();
    if (!known.contains(context)) {
      List<String> all = new ArrayList<>(known);
      all.add(context);
      source.set("@context", texts(all));
    }
  }

  /** Whether DTDL v3 or later, in which semantic types are an extension. */
  boolean isLater() {
    return contexts().stream()
        .anyMatch(c -> c.equals("dtmi:dtdl:context;3") || c.equals("dtmi:dtdl:context;4"));
  }

  private List<String> contexts() {
    return texts(source.get("@context"));
  }

  static List<String> types(ObjectNode entry) {
    return texts(entry.get("@type"));
  }

  /** Writes one as a text, several as a list, as it is usual; a list stays one. */
  static void types(ObjectNode entry, List<String> types) {
    if (!types.equals(types(entry))) {
      boolean list = entry.get("@type") instanceof ArrayNode || types.size() > 1;
      entry.set(
          "@type", list ? texts(types) : JsonNodeFactory.instance.stringNode(types.getFirst()));
    }
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static List<String> texts(@Nullable JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof ArrayNode array) {
      array.forEach(
          item -> {
            if (item.isString()) {
              texts.add(item.asString());
            }
          });
    } else if (node != null && node.isString()) {
      texts.add(node.asString());
    }
    return texts;
  }

  static @Nullable String text(ObjectNode of, String key) {
    JsonNode value = of.get(key);
    return value != null && value.isString() ? value.asString() : null;
  }
}

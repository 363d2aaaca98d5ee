package org.aisle.templates.picture;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Lets through drawings only: elements and attributes that are on a list, no script, no style
 * sheet, nothing from elsewhere and nothing that is drawn many times over. For one use.
 */
final class SvgCheck {

  static final int MOST_FAULTS = 20;
  private static final int MOST_ELEMENTS = 20_000;
  private static final int DEEPEST = 64;
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String CODE = "picture.svg";

  private static final Set<String> ELEMENTS =
      Set.of(
          ("svg g defs title desc path rect circle ellipse line polyline polygon text tspan"
                  + " linearGradient radialGradient stop clipPath")
              .split(" "));

  private static final Set<String> ATTRIBUTES =
      Set.of(
          ("id class version baseProfile role aria-label aria-hidden lang style transform"
                  + " viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d"
                  + " points dx dy rotate textLength lengthAdjust pathLength offset"
                  + " gradientUnits gradientTransform spreadMethod clipPathUnits"
                  + " fill fill-opacity fill-rule stroke stroke-width stroke-opacity"
                  + " stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin"
                  + " stroke-miterlimit stop-color stop-opacity opacity color display visibility"
                  + " overflow clip-path clip-rule vector-effect shape-rendering text-rendering"
                  + " font-family font-size font-style font-weight font-variant letter-spacing"
                  + " word-spacing text-anchor text-decoration dominant-baseline"
                  + " alignment-baseline baseline-shift paint-order color-interpolation"
                  + " enable-background")
              .split(" "));

  private static final Pattern OWN_REFERENCE =
      Pattern.compile("url\\(\\s*['\"]?#[\\w.-]+['\"]?\\s*\\)");
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "url\\s*\\(|@|\\\\|expression|(?:javascript|data|vbscript|https?|file)\\s*:|//",
          Pattern.CASE_INSENSITIVE);

  private final byte[] content;
  private final List<PictureFault> faults = new ArrayList<>();

  SvgCheck(byte[] content) {
    this.content = content;
  }

  List<PictureFault> faults() {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(content));
      try {
        read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      add(e.getLocation(), "This is not well-formed XML; export the drawing again.");
    } catch (RuntimeException e) {
      // The XML parser throws exceptions of its own on some inputs that are no XML.
      add(null, "This can't be read as XML; export the drawing again.");
    }
    return faults;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    return factory;
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    int elements = 0;
    while (xml.hasNext() && faults.size() < MOST_FAULTS) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          if (++elements > MOST_ELEMENTS || depth > DEEPEST) {
            add(
                xml.getLocation(),
                "The drawing has more than %,d elements or nests deeper than %d; simplify it."
                    .formatted(MOST_ELEMENTS, DEEPEST));
            return;
          }
          element(xml, depth == 1);
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.DTD ->
            add(xml.getLocation(), "It has a DOCTYPE; remove that line.");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            add(xml.getLocation(), "It refers to an entity; write the character itself.");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            add(
                xml.getLocation(),
                "It has a processing instruction <?%s ...?>; remove it."
                    .formatted(shorten(xml.getPITarget())));
        default -> {}
      }
    }
  }

  private void element(XMLStreamReader xml, boolean root) {
    String name = xml.getLocalName();
    if (!SVG.equals(xml.getNamespaceURI())
        || !ELEMENTS.contains(name)
        || root != name.equals("svg")) {
      add(
          xml.getLocation(),
          root
              ? "The root is <%s>, not <svg xmlns=\"%s\">; export the drawing as SVG."
                  .formatted(shorten(qualified(xml.getPrefix(), name)), SVG)
              : "It has the element <%s>; a picture has shapes, text and gradients only. Remove it, or export as plain SVG."
                  .formatted(shorten(qualified(xml.getPrefix(), name))));
    }
    for (int i = 0; i < xml.getAttributeCount() && faults.size() < MOST_FAULTS; i++) {
      attribute(
          xml,
          qualified(xml.getAttributePrefix(i), xml.getAttributeLocalName(i)),
          xml.getAttributeValue(i));
    }
  }

  private void attribute(XMLStreamReader xml, String name, String value) {
    boolean known =
        ATTRIBUTES.contains(name) || name.equals("xml:space") || name.equals("xml:lang");
    if (!known) {
      add(
          xml.getLocation(),
          "<%s> has the attribute %s, which %s; remove it, or export as plain SVG."
              .formatted(
                  shorten(xml.getLocalName()),
                  shorten(name),
                  name.startsWith("on")
                      ? "is a script"
                      : name.endsWith("href") ? "refers to something else" : "is not allowed"));
      return;
    }
    if (FORBIDDEN.matcher(OWN_REFERENCE.matcher(value).replaceAll("")).find()) {
      add(
          xml.getLocation(),
          "The attribute %s of <%s> refers to something outside the picture: \"%s\"; remove it."
              .formatted(name, shorten(xml.getLocalName()), shorten(value)));
    }
  }

  private static String qualified(@Nullable String prefix, String name) {
    return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
  }

  private static String shorten(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= 60 ? clean : clean.substring(0, 59) + "…";
  }

  private void add(@Nullable Location at, String sentence) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(
          new PictureFault(
              CODE,
              at == null ? 1 : Math.max(1, at.getLineNumber()),
              at == null ? 1 : Math.max(1, at.getColumnNumber()),
              sentence));
    }
  }
}

package org.aisle.templates.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.aisle.templates.picture.Picture.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

  private static final String PLAN =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80">
        <title>Sales floor</title>
        <defs><linearGradient id="g"><stop offset="0" stop-color="#eee"/></linearGradient></defs>
        <rect x="1" y="1" width="118" height="78" fill="url(#g)" style="stroke: #333"/>
        <text x="10" y="20" font-size="6">Chilled &amp; frozen</text>
      </svg>
      """;

  @Test
  @DisplayName("a drawing of shapes, gradients and text is a picture")
  void drawing() {
    assertThat(PictureReader.read("plan.svg", PLAN.getBytes(UTF_8)))
        .isEqualTo(
            new PictureOutcome.Read(new Picture("plan.svg", Kind.SVG, PLAN.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<g onclick=\"alert(1)\"/>",
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<image href=\"https://elsewhere.example/x.png\"/>",
        "<use href=\"#a\"/>",
        "<a href=\"javascript:alert(1)\"><text>x</text></a>",
        "<style>@import url(https://elsewhere.example/x.css);</style>",
        "<rect fill=\"url(https://elsewhere.example/x#a)\"/>",
        "<rect style=\"background:u\\72l(//elsewhere.example)\"/>",
        "<animate attributeName=\"x\" to=\"1\"/>",
        "<?xml-stylesheet href=\"https://elsewhere.example/x.css\"?>",
        "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
        "<handler xmlns=\"http://www.w3.org/2001/xml-events\"/>"
      })
  @DisplayName("a drawing that could do more than be looked at is refused, with its line")
  void script(String inner) {
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + inner + "</svg>";
    assertThat(faults("plan.svg", svg.getBytes(UTF_8)))
        .isNotEmpty()
        .allMatch(fault -> fault.code().equals("picture.svg") && fault.line() == 2);
  }

  @Test
  @DisplayName("entities that would expand, or read a file, are refused and not expanded")
  void entities() {
    String svg =
        """
        <!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
        <svg xmlns="http://www.w3.org/2000/svg"><text>&b;&c;</text></svg>
        """;
    assertThat(faults("plan.svg", svg.getBytes(UTF_8)))
        .anyMatch(fault -> fault.sentence().contains("DOCTYPE"));
  }

  @Test
  @DisplayName("every fault of a drawing is told at once, each with what was found")
  void all() {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script/>\n<g onload=\"x()\"/>\n</svg>";
    assertThat(faults("plan.svg", svg.getBytes(UTF_8)))
        .extracting(PictureFault::line)
        .containsExactly(2, 3);
    assertThat(faults("plan.svg", svg.getBytes(UTF_8)))
        .extracting(PictureFault::sentence)
        .anyMatch(s -> s.contains("<script>"))
        .anyMatch(s -> s.contains("onload") && s.contains("is a script"));
  }

  @Test
  @DisplayName("pictures of pixels are known by their content, not by their name")
  void content() throws IOException {
    byte[] png = pixels("png", 40, 30);
    byte[] jpeg = pixels("jpg", 40, 30);
    assertThat(PictureReader.read("photo.png", png)).isInstanceOf(PictureOutcome.Read.class);
    assertThat(PictureReader.read("photo.jpeg", jpeg)).isInstanceOf(PictureOutcome.Read.class);
    assertThat(faults("photo.png", jpeg))
        .singleElement()
        .satisfies(fault -> assertThat(fault.sentence()).contains("JPEG", "rename"));
    assertThat(faults("photo.svg", png)).extracting(PictureFault::code).contains("picture.kind");
    assertThat(faults("photo.png", PLAN.getBytes(UTF_8)))
        .extracting(PictureFault::code)
        .containsExactly("picture.kind");
  }

  @Test
  @DisplayName("a small file that would unfold into a huge picture is refused")
  void bomb() throws IOException {
    byte[] png = pixels("png", 4, 3);
    System.arraycopy(HexFormat.of().parseHex("0000ffff0000ffff"), 0, png, 16, 8);
    assertThat(faults("photo.png", png))
        .extracting(PictureFault::code)
        .containsExactly("picture.too-many-pixels");
  }

  @Test
  @DisplayName("the size of a WebP is read from each of its three forms")
  void webp() {
    String head = "52494646" + "00000000" + "57454250";
    assertThat(
            RasterHeader.pixels(
                Kind.WEBP,
                bytes(head + "56503858" + "0a000000" + "00000000" + "270000" + "1d0000")))
        .isEqualTo(40 * 30);
    assertThat(
            RasterHeader.pixels(
                Kind.WEBP,
                bytes(head + "56503820" + "00000000" + "000000" + "9d012a" + "2800" + "1e00")))
        .isEqualTo(40 * 30);
    assertThat(
            RasterHeader.pixels(
                Kind.WEBP,
                bytes(head + "5650384c" + "00000000" + "2f" + "27400700" + "0000000000")))
        .isEqualTo(40 * 30);
  }

  @Test
  @DisplayName("names with folders, capitals or other endings, and large files, are refused")
  void limits() {
    for (String name : List.of("../x.png", "Plan.PNG", "x.gif", ".png", "a/b.png", "x.svg.exe")) {
      assertThat(faults(name, new byte[0]))
          .extracting(PictureFault::code)
          .containsExactly("picture.name");
    }
    assertThat(faults("x.png", new byte[PictureReader.MAX_BYTES + 1]))
        .extracting(PictureFault::code)
        .containsExactly("picture.too-big");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] pixels(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static List<PictureFault> faults(String name, byte[] content) {
    return PictureReader.read(name, content) instanceof PictureOutcome.Faults f
        ? f.faults()
        : List.of();
  }
}

package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A picture as one who sees it, or its source, has it.
final class ReadPicture {
  /// Coordinates are written to a tenth of a pixel.
  private static final double ROUNDING = 0.11;

  private static final double SMALLEST_TEXT = 11;
  private static final Pattern FONT_SIZE =
      Pattern.compile("\\.archway-picture \\.(\\w+)\\{font-size:(\\d+)px");

  private final Document document;

  private ReadPicture(Document document) {
    this.document = document;
  }

  /// Parses it as XML and checks what holds for every picture.
  static ReadPicture of(String svg) {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      var picture =
          new ReadPicture(
              factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
      picture.requireTitleAndDescription();
      picture.requireOnlyWhatIsAllowed(svg);
      picture.requireBoxesApartAndInView();
      picture.requireLegibleText();
      return picture;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("The picture is not well-formed: " + svg, e);
    }
  }

  /// Each line of text that is seen.
  List<String> words() {
    return elements("text").stream().map(e -> e.getTextContent().strip()).toList();
  }

  String title() {
    return child("title");
  }

  String description() {
    return child("desc");
  }

  /// What is shown where a pointer rests on a box.
  List<String> tooltips() {
    return elements("g").stream()
        .map(g -> g.getElementsByTagName("title").item(0).getTextContent())
        .toList();
  }

  List<Box> boxes() {
    return elements("rect").stream()
        .map(r -> new Box(number(r, "x"), number(r, "y"), number(r, "width"), number(r, "height")))
        .toList();
  }

  private void requireTitleAndDescription() {
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(title()).isNotBlank();
    assertThat(description()).isNotBlank();
  }

  private void requireOnlyWhatIsAllowed(String svg) {
    assertThat(elements("*"))
        .extracting(Element::getTagName)
        .isSubsetOf(
            "svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan");
    assertThat(svg)
        .doesNotContain("@import", "@font-face", "url(", "href")
        .contains("@media (prefers-color-scheme:dark)");
  }

  private void requireBoxesApartAndInView() {
    var values = document.getDocumentElement().getAttribute("viewBox").split(" ");
    var view = Arrays.stream(values).mapToDouble(Double::parseDouble).toArray();
    var boxes = boxes();
    for (int i = 0; i < boxes.size(); i++) {
      var box = boxes.get(i);
      assertThat(box.x()).isGreaterThanOrEqualTo(view[0]);
      assertThat(box.y()).isGreaterThanOrEqualTo(view[1]);
      assertThat(box.right()).isLessThanOrEqualTo(view[0] + view[2]);
      assertThat(box.bottom()).isLessThanOrEqualTo(view[1] + view[3]);
      for (var other : boxes.subList(i + 1, boxes.size())) {
        assertThat(apart(box, other)).as("%s and %s", box, other).isTrue();
      }
    }
  }

  private static boolean apart(Box one, Box other) {
    return one.right() <= other.x() + ROUNDING
        || other.right() <= one.x() + ROUNDING
        || one.bottom() <= other.y() + ROUNDING
        || other.bottom() <= one.y() + ROUNDING;
  }

  private void requireLegibleText() {
    var sheet = elements("style").getFirst().getTextContent();
    var sizes = FONT_SIZE.matcher(sheet).results().toList();
    assertThat(sizes)
        .allSatisfy(s -> {
          assertThat(Double.parseDouble(s.group(2))).isGreaterThanOrEqualTo(SMALLEST_TEXT);
        });
    var styles = sizes.stream().map(s -> s.group(1)).toList();
    for (var element : List.of("text", "tspan")) {
      assertThat(elements(element))
          .allSatisfy(e -> assertThat(styles).contains(e.getAttribute("class").split(" ")[0]));
    }
  }

  private String child(String name) {
    return elements(name).stream()
        .filter(e -> document.getDocumentElement().isSameNode(e.getParentNode()))
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  private List<Element> elements(String name) {
    var found = new ArrayList<Element>();
    var nodes = document.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}

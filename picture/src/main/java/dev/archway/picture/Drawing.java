package dev.archway.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One picture while it grows. Its text is SVG without scripts, fonts of its own, or anything that
/// lies elsewhere: on transparent ground, with colours for light and dark, and with no `id`, so
/// that several may stand in one page.
final class Drawing {
  private static final double MARGIN = 14;
  private static final double CORNER = 5;
  private static final double HEAD_LENGTH = 7;
  private static final double HEAD_HALF_WIDTH = 3.5;
  private static final double BEND = 5;
  private static final double DOT = 2;

  private static final String STYLE_SHEET = styleSheet();

  /// What only charts need besides.
  private static final String CHART_SHEET = chartSheet();

  private final String title;
  private final String description;
  private final List<Tile.Placed> tiles = new ArrayList<>();
  private final List<Layout.Route> routes = new ArrayList<>();
  private final List<Point> junctions = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final List<Trace> traces = new ArrayList<>();

  /// A line of text outside of boxes; `x` is its left end, or its middle.
  private record Word(Line line, double x, double top, boolean centred) {
    Box box() {
      double left = centred ? x - line.width() / 2 : x;
      return new Box(left, top, line.width(), line.height());
    }
  }

  /// A line or an area, by the names of its styles.
  private record Trace(String styles, boolean closed, List<Point> points) {}

  /// @param description what the picture shows, in sentences, for those who don't see it
  Drawing(String title, String description) {
    this.title = title;
    this.description = description;
  }

  void add(Layout layout) {
    tiles.addAll(layout.tiles());
    routes.addAll(layout.routes());
    junctions.addAll(layout.junctions());
  }

  void add(Tile.Placed tile) {
    tiles.add(tile);
  }

  void arrow(Point... points) {
    routes.add(new Layout.Route(List.of(points)));
  }

  /// Words that begin at `x`, with the upper end of their line at `top`.
  void word(Line line, double x, double top) {
    words.add(new Word(line, x, top, false));
  }

  /// Words whose middle is at `x`.
  void centredWord(Line line, double x, double top) {
    words.add(new Word(line, x, top, true));
  }

  /// A curve of a chart.
  void curve(Hue hue, List<Point> points) {
    traces.add(new Trace("curve " + hue.text(), false, points));
  }

  /// Where a curve surely lies.
  void area(Hue hue, List<Point> outline) {
    traces.add(new Trace("area " + hue.text(), true, outline));
  }

  /// A line that only helps to read.
  void rule(boolean dashed, Point... points) {
    traces.add(new Trace(dashed ? "rule dashed" : "rule", false, List.of(points)));
  }

  /// The picture as an SVG document.
  String svg() {
    var bounds = bounds();
    var svg = new SvgWriter();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "archway-picture",
        "role",
        "img",
        "aria-label",
        title,
        "width",
        number(bounds.width()),
        "height",
        number(bounds.height()),
        "viewBox",
        numbers(bounds.x(), bounds.y(), bounds.width(), bounds.height()));
    svg.element("title", title);
    svg.element("desc", description);
    svg.element("style", traces.isEmpty() ? STYLE_SHEET : STYLE_SHEET + CHART_SHEET);
    traces.forEach(trace -> draw(svg, trace));
    routes.forEach(route -> draw(svg, route));
    junctions.forEach(junction -> draw(svg, junction));
    tiles.forEach(tile -> draw(svg, tile));
    words.forEach(word -> draw(svg, word.line(), word.x(), word.top(), word.centred()));
    svg.close();
    return svg.document();
  }

  private Box bounds() {
    var boxes = new ArrayList<Box>();
    tiles.forEach(tile -> boxes.add(tile.box()));
    words.forEach(word -> boxes.add(word.box()));
    routes.forEach(route -> route.points().forEach(p -> boxes.add(new Box(p.x(), p.y(), 0, 0))));
    traces.forEach(trace -> trace.points().forEach(p -> boxes.add(new Box(p.x(), p.y(), 0, 0))));
    var all = boxes.stream().reduce(Box::with).orElseThrow();
    double left = Math.floor(all.x() - MARGIN);
    double top = Math.floor(all.y() - MARGIN);
    return new Box(
        left, top, Math.ceil(all.right() + MARGIN) - left, Math.ceil(all.bottom() + MARGIN) - top);
  }

  private static void draw(SvgWriter svg, Tile.Placed placed) {
    var box = placed.box();
    svg.open("g", "class", "tile");
    svg.element("title", placed.tile().about());
    svg.element(
        "rect",
        "",
        "class",
        placed.tile().tint().text(),
        "x",
        number(box.x()),
        "y",
        number(box.y()),
        "width",
        number(box.width()),
        "height",
        number(box.height()),
        "rx",
        number(placed.tile().tint() == Tint.END ? box.height() / 2 : CORNER));
    double top = box.y() + (box.height() - placed.tile().height()) / 2 + Tile.above();
    for (var line : placed.tile().lines()) {
      draw(svg, line, box.centre(), top, true);
      top += line.height();
    }
    svg.close();
  }

  private static void draw(SvgWriter svg, Line line, double x, double top, boolean centred) {
    svg.open(
        "text",
        "class",
        line.style().text() + (centred ? " centred" : ""),
        "x",
        number(x),
        "y",
        number(top + line.style().size()));
    svg.text(line.text());
    if (!line.subscript().isEmpty()) {
      svg.element("tspan", line.subscript(), "class", "quiet", "dy", "4");
    }
    svg.close();
  }

  private static void draw(SvgWriter svg, Trace trace) {
    var path =
        trace.points().stream()
            .map(Drawing::at)
            .collect(Collectors.joining("L", "M", trace.closed() ? "Z" : ""));
    svg.element("path", "", "class", trace.styles(), "d", path);
  }

  private static void draw(SvgWriter svg, Point junction) {
    svg.element(
        "circle",
        "",
        "class",
        "head",
        "cx",
        number(junction.x()),
        "cy",
        number(junction.y()),
        "r",
        number(DOT));
  }

  private static void draw(SvgWriter svg, Layout.Route route) {
    var points = route.points();
    var end = points.getLast();
    var before = points.get(points.size() - 2);
    var neck = end.towards(before, Math.min(HEAD_LENGTH, end.distanceTo(before)));
    svg.element("path", "", "class", "arrow", "d", path(points, neck));
    double across = HEAD_HALF_WIDTH / Math.max(1, neck.distanceTo(end));
    double right = (end.y() - neck.y()) * across;
    double down = (neck.x() - end.x()) * across;
    var left = neck.moved(right, down);
    var other = neck.moved(-right, -down);
    svg.element(
        "path", "", "class", "head", "d", "M" + at(end) + "L" + at(left) + "L" + at(other) + "Z");
  }

  /// From corner to corner, each a little rounded, up to where the arrow's head begins.
  private static String path(List<Point> points, Point neck) {
    var drawn = new StringBuilder("M" + at(points.getFirst()));
    for (int i = 1; i < points.size() - 1; i++) {
      var corner = points.get(i);
      var before = points.get(i - 1);
      var after = points.get(i + 1);
      double bend =
          Math.min(BEND, Math.min(corner.distanceTo(before), corner.distanceTo(after)) / 2);
      drawn
          .append("L" + at(corner.towards(before, bend)))
          .append("Q" + at(corner) + " " + at(corner.towards(after, bend)));
    }
    return drawn.append("L" + at(neck)).toString();
  }

  private static String at(Point point) {
    return numbers(point.x(), point.y());
  }

  private static String numbers(double... values) {
    return Arrays.stream(values).mapToObj(Drawing::number).collect(Collectors.joining(" "));
  }

  /// To a tenth of a pixel, and never `-0`.
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? String.valueOf(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }

  /// Every rule begins with the picture's class: in a page, a style sheet holds for all of it.
  private static String styleSheet() {
    var sheet = new StringBuilder();
    rule(sheet, "text", "font-family:Helvetica,Arial,'Liberation Sans',sans-serif");
    for (var style : Style.values()) {
      rule(
          sheet,
          "." + style.text(),
          "font-size:" + style.size() + "px;font-weight:" + (style.bold() ? "bold" : "normal"));
    }
    rule(sheet, ".centred", "text-anchor:middle");
    rule(sheet, ".arrow", "fill:none;stroke-width:1.2");
    rule(sheet, "rect", "stroke-width:1.2");
    colours(sheet, "#1b1f24", "#525962", "#6a717b");
    for (var tint : Tint.values()) {
      rule(sheet, "." + tint.text(), tint.lightRule());
    }
    sheet.append("@media (prefers-color-scheme:dark){\n");
    colours(sheet, "#eceef1", "#bcc2ca", "#9aa1ab");
    for (var tint : Tint.values()) {
      rule(sheet, "." + tint.text(), tint.darkRule());
    }
    return sheet.append("}\n").toString();
  }

  private static String chartSheet() {
    var sheet = new StringBuilder();
    rule(sheet, ".rule", "fill:none;stroke-width:1;stroke:#6a717b");
    rule(sheet, ".dashed", "stroke-dasharray:3 4");
    rule(sheet, ".curve", "fill:none;stroke-width:2;stroke-linejoin:round");
    rule(sheet, ".area", "stroke:none;fill-opacity:0.18");
    for (var hue : Hue.values()) {
      if (!hue.dashes().isEmpty()) {
        rule(sheet, ".curve." + hue.text(), "stroke-dasharray:" + hue.dashes());
      }
      hue(sheet, hue, hue.light());
    }
    sheet.append("@media (prefers-color-scheme:dark){\n");
    rule(sheet, ".rule", "stroke:#9aa1ab");
    for (var hue : Hue.values()) {
      hue(sheet, hue, hue.dark());
    }
    return sheet.append("}\n").toString();
  }

  private static void hue(StringBuilder sheet, Hue hue, String colour) {
    rule(sheet, ".curve." + hue.text(), "stroke:" + colour);
    rule(sheet, ".area." + hue.text(), "fill:" + colour);
  }

  private static void colours(StringBuilder sheet, String ink, String quietInk, String arrow) {
    rule(sheet, "text", "fill:" + ink);
    rule(sheet, ".quiet", "fill:" + quietInk);
    rule(sheet, ".arrow", "stroke:" + arrow);
    rule(sheet, ".head", "fill:" + arrow);
  }

  private static void rule(StringBuilder sheet, String selector, String rule) {
    sheet.append(".archway-picture ").append(selector).append("{").append(rule).append("}\n");
  }
}

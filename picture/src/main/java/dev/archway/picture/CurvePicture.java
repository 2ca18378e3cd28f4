package dev.archway.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Curves with the band in which each of them surely lies, in panels side by side that share their
/// vertical axis.
public final class CurvePicture {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 280;
  private static final double BETWEEN_PANELS = 84;
  private static final double TICK = 5;
  private static final double ASIDE = 6;
  private static final double SAMPLE = 18;
  private static final double BELOW_HEADING = 10;

  /// More points than pixels show nothing more.
  private static final int MOST_POINTS = (int) WIDTH;

  /// Room above and below the values, as a share of their range.
  private static final double SPARE = 0.04;

  private final Drawing drawing;
  private final Scale up;
  private final Limit limit;

  /// One value of a curve and where it surely lies.
  public record Value(double low, double middle, double high) {
    public Value {
      if (!(low <= middle && middle <= high)) {
        throw new IllegalArgumentException(
            "A value lies in its band, but %s does not lie in %s..%s."
                .formatted(middle, low, high));
      }
    }
  }

  /// A curve by its name, with a value for every whole number from the panel's first on.
  public record Curve(String name, List<Value> values) {
    public Curve {
      values = List.copyOf(values);
    }
  }

  /// Curves over one axis.
  ///
  /// @param across what the horizontal axis counts
  /// @param first the number that the curves begin at
  public record Panel(String across, int first, List<Curve> curves) {
    public Panel {
      curves = List.copyOf(curves);
      if (curves.isEmpty() || curves.size() > Hue.COUNT) {
        throw new IllegalArgumentException(
            "A panel has 1..%d curves, but %d were given.".formatted(Hue.COUNT, curves.size()));
      }
      int length = curves.getFirst().values().size();
      if (length < 2 || curves.stream().anyMatch(c -> c.values().size() != length)) {
        throw new IllegalArgumentException(
            "The curves of a panel have the same number of values, at least 2, but have %s."
                .formatted(curves.stream().map(c -> c.values().size()).toList()));
      }
    }

    private int last() {
      return first + curves.getFirst().values().size() - 1;
    }
  }

  /// A value that no curve passes.
  public record Limit(String name, double value) {}

  private CurvePicture(Drawing drawing, Scale up, Limit limit) {
    this.drawing = drawing;
    this.up = up;
    this.limit = limit;
  }

  /// An SVG document.
  ///
  /// @param upward what the vertical axis measures
  public static String svg(
      String title, String subtitle, String upward, Limit limit, List<Panel> panels) {
    var drawing = new Drawing(title, description(subtitle, upward, limit, panels));
    var picture = new CurvePicture(drawing, scale(limit, panels), limit);
    double left = 0;
    for (var panel : panels) {
      picture.draw(panel, upward, left);
      left += WIDTH + picture.labelWidth(panel) + BETWEEN_PANELS;
    }
    var heading = Line.heading(title);
    var below = Line.quiet(subtitle);
    double top = -Style.STRONG.lineHeight() - below.height() - heading.height() - 2 * BELOW_HEADING;
    drawing.word(heading, 0, top);
    drawing.word(below, 0, top + heading.height());
    return drawing.svg();
  }

  private static Scale scale(Limit limit, List<Panel> panels) {
    var values =
        panels.stream()
            .flatMap(p -> p.curves().stream())
            .flatMap(c -> c.values().stream())
            .toList();
    double low = values.stream().mapToDouble(Value::low).min().orElseThrow();
    double high =
        Math.max(limit.value(), values.stream().mapToDouble(Value::high).max().orElseThrow());
    double spare = high > low ? (high - low) * SPARE : 1;
    return new Scale(low - spare, high + spare, HEIGHT, 0);
  }

  private void draw(Panel panel, String upward, double left) {
    var across = new Scale(panel.first(), panel.last(), left, left + WIDTH);
    drawing.word(Line.strong(upward), left, -Style.STRONG.lineHeight() - BELOW_HEADING);
    drawAxes(panel, across);
    // All bands lie below all curves.
    for (int c = 0; c < panel.curves().size(); c++) {
      var values = panel.curves().get(c).values();
      var outline = new ArrayList<>(points(panel, across, values, Value::high));
      outline.addAll(points(panel, across, values, Value::low).reversed());
      drawing.area(Hue.ofCurve(c), outline);
    }
    for (int c = 0; c < panel.curves().size(); c++) {
      var values = panel.curves().get(c).values();
      drawing.curve(Hue.ofCurve(c), points(panel, across, values, Value::middle));
    }
    drawing.rule(
        true, new Point(left, up.at(limit.value())), new Point(left + WIDTH, up.at(limit.value())));
    drawLabels(panel, left + WIDTH + ASIDE);
  }

  private List<Point> points(
      Panel panel, Scale across, List<Value> values, ToDoubleFunction<Value> part) {
    int last = values.size() - 1;
    int stride = 1 + last / MOST_POINTS;
    return IntStream.rangeClosed(0, last)
        .filter(i -> i % stride == 0 || i == last)
        .mapToObj(
            i -> new Point(across.at(panel.first() + i), up.at(part.applyAsDouble(values.get(i)))))
        .toList();
  }

  private void drawAxes(Panel panel, Scale across) {
    double left = across.start();
    drawing.rule(
        false, new Point(left, 0), new Point(left, HEIGHT), new Point(left + WIDTH, HEIGHT));
    for (double tick : up.ticks()) {
      double y = up.at(tick);
      var text = Line.quiet(up.text(tick));
      drawing.rule(false, new Point(left - TICK, y), new Point(left, y));
      drawing.word(text, left - TICK - ASIDE / 2 - text.width(), y - text.height() / 2.0);
    }
    for (double tick : across.ticks()) {
      double x = across.at(tick);
      drawing.rule(false, new Point(x, HEIGHT), new Point(x, HEIGHT + TICK));
      drawing.centredWord(Line.quiet(across.text(tick)), x, HEIGHT + TICK);
    }
    drawing.centredWord(
        Line.plain(panel.across()),
        left + WIDTH / 2,
        HEIGHT + TICK + Style.QUIET.lineHeight() + ASIDE / 2);
  }

  /// A name and where its curve or the limit ends.
  private record Label(String name, double y, Optional<Hue> hue) {}

  /// Names at the ends of what they name, moved apart where those meet.
  private void drawLabels(Panel panel, double left) {
    double free = Double.NEGATIVE_INFINITY;
    for (var label : labels(panel)) {
      var line = Line.plain(label.name());
      double top = Math.max(free, label.y() - line.height() / 2.0);
      double middle = top + line.height() / 2.0;
      var ends = List.of(new Point(left, middle), new Point(left + SAMPLE, middle));
      label
          .hue()
          .ifPresentOrElse(
              hue -> drawing.curve(hue, ends),
              () -> drawing.rule(true, ends.getFirst(), ends.getLast()));
      drawing.word(line, left + SAMPLE + ASIDE, top);
      free = top + line.height();
    }
  }

  private List<Label> labels(Panel panel) {
    var labels = new ArrayList<Label>();
    labels.add(new Label(limit.name(), up.at(limit.value()), Optional.empty()));
    for (int c = 0; c < panel.curves().size(); c++) {
      var curve = panel.curves().get(c);
      labels.add(
          new Label(
              curve.name(), up.at(curve.values().getLast().middle()), Optional.of(Hue.ofCurve(c))));
    }
    labels.sort(Comparator.comparingDouble(Label::y));
    return labels;
  }

  private double labelWidth(Panel panel) {
    double widest =
        labels(panel).stream().mapToDouble(l -> Line.plain(l.name()).width()).max().orElseThrow();
    return ASIDE + SAMPLE + ASIDE + widest;
  }

  private static String description(
      String subtitle, String upward, Limit limit, List<Panel> panels) {
    var ends =
        panels.stream()
            .map(p -> "At %d %s: %s.".formatted(p.last(), p.across(), ends(p)))
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT, "%s. %s; %s is %.5g. %s", subtitle, upward, limit.name(), limit.value(), ends);
  }

  private static String ends(Panel panel) {
    return panel.curves().stream()
        .map(c -> {
          var end = c.values().getLast();
          return String.format(
              Locale.ROOT, "%s %.5g (%.5g to %.5g)", c.name(), end.middle(), end.low(), end.high());
        })
        .collect(Collectors.joining("; "));
  }
}

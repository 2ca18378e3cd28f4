package dev.archway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.core.space.Spaces;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LayeredLayoutTest {
  private static final double ROUNDING = 1e-6;

  @Test
  void leadsArrowsUprightOrAcrossAroundEveryTile() {
    var random = new SplittableRandom(4);
    var space = Spaces.nasnet();
    for (int i = 0; i < 100; i++) {
      var cell = space.decode(space.decisions().sample(random)).normal();

      var layout = LayeredLayout.of(new CellDiagram(cell, 2).diagram(), LayeredLayout.Flow.UP);

      for (var route : layout.routes()) {
        for (int p = 1; p < route.points().size(); p++) {
          requireClear(route.points().get(p - 1), route.points().get(p), layout);
        }
      }
    }
  }

  private static void requireClear(Point from, Point to, Layout layout) {
    assertThat(Math.abs(from.x() - to.x()) < ROUNDING || Math.abs(from.y() - to.y()) < ROUNDING)
        .as("%s to %s", from, to)
        .isTrue();
    assertThat(layout.tiles())
        .allSatisfy(placed -> assertThat(passes(from, to, placed.box())).isFalse());
  }

  private static boolean passes(Point from, Point to, Box box) {
    return Math.max(from.x(), to.x()) > box.x() + ROUNDING
        && Math.min(from.x(), to.x()) < box.right() - ROUNDING
        && Math.max(from.y(), to.y()) > box.y() + ROUNDING
        && Math.min(from.y(), to.y()) < box.bottom() - ROUNDING;
  }

  @Test
  void pointsEveryArrowTheWayItFlows() {
    var diagram =
        new Diagram(
            List.of(tile("one"), tile("two"), tile("three")),
            List.of(
                new Diagram.Arrow("one", "two"),
                new Diagram.Arrow("two", "three"),
                new Diagram.Arrow("one", "three")));

    for (var flow : LayeredLayout.Flow.values()) {
      var routes = LayeredLayout.of(diagram, flow).routes();

      assertThat(routes)
          .hasSize(3)
          .allMatch(r ->
              r.points().getFirst().y() < r.points().getLast().y()
                  == (flow == LayeredLayout.Flow.DOWN));
    }
  }

  @Test
  void refusesAnArrowToNoTile() {
    assertThatThrownBy(
            () -> new Diagram(List.of(tile("one")), List.of(new Diagram.Arrow("one", "two"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An arrow leads from 'one' to 'two', but the tiles are [one].");
  }

  private static Tile tile(String name) {
    return new Tile(name, Tint.JOIN, List.of(Line.plain(name)), name);
  }
}

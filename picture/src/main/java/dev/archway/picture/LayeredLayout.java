package dev.archway.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Lays out a [Diagram] in layers with right-angled arrows (Sugiyama et al. 1981), by the Eclipse
/// Layout Kernel. The same diagram always gets the same layout.
///
/// All arrows leave a tile at one point and each enters at a point of its own, so that lines which
/// run together always carry the same feature map.
final class LayeredLayout {
  private static final int SEED = 1;
  private static final double BETWEEN_TILES = 16;
  private static final double BETWEEN_LAYERS = 22;
  private static final double BETWEEN_ARROWS = 9;

  static {
    // ELK copies the values of options only once its service has told it how to.
    LayoutMetaDataService.getInstance();
  }

  private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
  private final Map<String, ElkPort> starts = new LinkedHashMap<>();
  private final List<ElkEdge> edges = new ArrayList<>();
  private final ElkNode graph = ElkGraphUtil.createGraph();
  private final Diagram diagram;
  private final Flow flow;

  /// Which way the arrows lead.
  enum Flow {
    UP,
    DOWN
  }

  private LayeredLayout(Diagram diagram, Flow flow) {
    this.diagram = diagram;
    this.flow = flow;
  }

  static Layout of(Diagram diagram, Flow flow) {
    return new LayeredLayout(diagram, flow).laidOut();
  }

  private Layout laidOut() {
    setOptions();
    diagram.tiles().forEach(this::add);
    diagram.arrows().forEach(this::add);
    beginWithSources();
    new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
    return new Layout(
        diagram.tiles().stream().map(this::placed).toList(),
        edges.stream().map(LayeredLayout::route).toList(),
        edges.stream().flatMap(e -> junctions(e).stream()).distinct().toList(),
        graph.getWidth(),
        graph.getHeight());
  }

  private void setOptions() {
    graph.setProperty(LayeredOptions.DIRECTION, flow == Flow.UP ? Direction.UP : Direction.DOWN);
    graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(LayeredOptions.RANDOM_SEED, SEED);
    graph.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
    graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
    graph.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_TILES);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_ARROWS);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_ARROWS);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, BETWEEN_ARROWS);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, BETWEEN_ARROWS);
  }

  private void add(Tile tile) {
    var node = ElkGraphUtil.createNode(graph);
    node.setDimensions(tile.width(), tile.height());
    node.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_SIDE);
    nodes.put(tile.name(), node);
  }

  private void add(Diagram.Arrow arrow) {
    var from =
        starts.computeIfAbsent(
            arrow.from(), name -> port(name, flow == Flow.UP ? PortSide.NORTH : PortSide.SOUTH));
    var to = port(arrow.to(), flow == Flow.UP ? PortSide.SOUTH : PortSide.NORTH);
    var edge = ElkGraphUtil.createSimpleEdge(from, to);
    edge.setProperty(LayeredOptions.PRIORITY_SHORTNESS, arrow.shortness());
    edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, arrow.shortness());
    edges.add(edge);
  }

  /// What no arrow enters stands in the first layer, however far from its first reader.
  private void beginWithSources() {
    for (var node : nodes.values()) {
      if (edges.stream().noneMatch(e -> node.equals(ElkGraphUtil.getTargetNode(e)))) {
        node.setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
      }
    }
  }

  private ElkPort port(String tile, PortSide side) {
    var port = ElkGraphUtil.createPort(node(tile));
    port.setProperty(LayeredOptions.PORT_SIDE, side);
    return port;
  }

  private ElkNode node(String tile) {
    var node = nodes.get(tile);
    if (node == null) {
      throw new IllegalArgumentException("No tile is named '" + tile + "'.");
    }
    return node;
  }

  private Tile.Placed placed(Tile tile) {
    var node = node(tile.name());
    return new Tile.Placed(
        tile, new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight()));
  }

  private static Layout.Route route(ElkEdge edge) {
    var section = edge.getSections().getFirst();
    var points = new ArrayList<Point>();
    points.add(new Point(section.getStartX(), section.getStartY()));
    section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
    points.add(new Point(section.getEndX(), section.getEndY()));
    return new Layout.Route(points);
  }

  private static List<Point> junctions(ElkEdge edge) {
    var vectors = edge.getProperty(LayeredOptions.JUNCTION_POINTS);
    return vectors == null
        ? List.of()
        : vectors.stream().map(vector -> new Point(vector.x, vector.y)).toList();
  }
}

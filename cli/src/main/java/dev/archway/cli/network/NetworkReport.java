package dev.archway.cli.network;

import dev.archway.cli.terminal.Table;
import dev.archway.core.cost.ActivationMemory;
import dev.archway.core.cost.CostTable;
import dev.archway.core.cost.InferenceCost;
import dev.archway.core.cost.NetworkSummary;
import dev.archway.core.cost.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// All that is known of a network without running it.
///
/// @param peakAt the step that holds most activations
/// @param splits peak bytes in float32 when inverted residuals run in 1, 2, 3, ... parts (Sandler
///   et al. 2018, section 5.1)
/// @param memory how it fits into a memory that was asked about
public record NetworkReport(
    NetworkSummary summary,
    String architecture,
    Map<OperationKind, InferenceCost> byKind,
    String peakAt,
    List<Long> splits,
    Optional<MemoryFit> memory,
    CostTable layers) {
  private static final int SPLITS = 5;

  /// The report of one network.
  ///
  /// @param limitBytes a memory that its activations should fit into
  public static NetworkReport of(
      NetworkQuestion.Answer answer, double width, Optional<Long> limitBytes) {
    var network = answer.network();
    var table = CostTable.of(network);
    var memory = ActivationMemory.of(network);
    return new NetworkReport(
        NetworkSummary.of(answer.name(), width, network, table),
        answer.architecture().text(),
        table.byKind(),
        memory.peak().node(),
        splits(memory),
        limitBytes.map(limit -> MemoryFit.of(memory, limit)),
        table);
  }

  private static List<Long> splits(ActivationMemory memory) {
    return IntStream.rangeClosed(1, SPLITS)
        .mapToObj(parts -> memory.peak(parts).bytes().float32())
        .toList();
  }

  /// The report for a terminal.
  ///
  /// @param allLayers whether each layer has a line
  public String text(boolean allLayers) {
    return head() + "\n" + kinds() + (allLayers ? "\n" + layerLines() : "");
  }

  private String head() {
    var lines = new StringBuilder();
    line(
        lines,
        "network",
        summary.name() + (architecture.equals(summary.name()) ? "" : ", " + architecture));
    line(
        lines,
        "input",
        "%s, %d classes, width %s".formatted(summary.image(), summary.classes(), summary.width()));
    line(lines, "multiply-adds", Amounts.count(summary.multiplyAdds()));
    line(lines, "parameters", Amounts.count(summary.parameters()));
    line(
        lines,
        "stored",
        Amounts.bytes(summary.storageBytes())
            + " in float32, "
            + Amounts.bytes(summary.storageBytesInt8())
            + " in int8, batch normalization folded");
    line(
        lines,
        "moved",
        String.format(
            Locale.ROOT,
            "%s in float32, %.1f multiply-adds a byte",
            Amounts.bytes(summary.bytesMoved()),
            summary.multiplyAddsPerByte()));
    line(
        lines,
        "peak memory",
        Amounts.bytes(summary.peakActivationBytes()) + " of activations in float32, at " + peakAt);
    if (splits.getLast() < splits.getFirst()) {
      line(lines, "split in parts", splitTexts());
    }
    memory.ifPresent(fit -> line(lines, "fits " + Amounts.bytes(fit.limitBytes()), fit.text()));
    line(lines, "hash", summary.hash());
    return lines.toString();
  }

  private String splitTexts() {
    var texts = new ArrayList<String>();
    for (int parts = 2; parts <= splits.size(); parts++) {
      texts.add(parts + ": " + Amounts.bytes(splits.get(parts - 1)));
    }
    return String.join(", ", texts);
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(String.format(Locale.ROOT, "%-15s %s%n", name, value));
  }

  private String kinds() {
    var table = new Table("mult-adds", "share", "params", "float32", "moved", "by kind");
    byKind.forEach((kind, cost) ->
        table.add(
            Amounts.count(cost.multiplyAdds()),
            share(cost),
            Amounts.count(cost.parameters()),
            Amounts.bytes(cost.storageBytes().float32()),
            Amounts.bytes(cost.bytesMoved().float32()),
            kind.text()));
    return table.text();
  }

  /// Of all multiply-adds; a network of poolings only has none.
  private String share(InferenceCost cost) {
    long all = Math.max(1, summary.multiplyAdds());
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * cost.multiplyAdds() / all);
  }

  private String layerLines() {
    var table = new Table("mult-adds", "params", "moved", "output", "kind", "layer");
    for (var layer : layers.layers()) {
      table.add(
          Amounts.count(layer.cost().multiplyAdds()),
          Amounts.count(layer.cost().parameters()),
          layer.fused() ? "fused" : Amounts.bytes(layer.cost().bytesMoved().float32()),
          layer.output().toString(),
          layer.kind().text(),
          layer.node());
    }
    return table.text();
  }
}

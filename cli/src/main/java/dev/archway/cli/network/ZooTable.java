package dev.archway.cli.network;

import dev.archway.cli.terminal.Table;
import dev.archway.core.cost.NetworkSummary;
import java.util.List;

/// The zoo for people.
public final class ZooTable {
  private ZooTable() {}

  public static String text(List<NetworkSummary> networks) {
    var table =
        new Table(
            "width",
            "image",
            "classes",
            "mult-adds",
            "params",
            "float32",
            "int8",
            "peak",
            "network");
    for (var network : networks) {
      table.add(
          Double.toString(network.width()),
          Integer.toString(network.image().height()),
          Integer.toString(network.classes()),
          Amounts.count(network.multiplyAdds()),
          Amounts.count(network.parameters()),
          Amounts.bytes(network.storageBytes()),
          Amounts.bytes(network.storageBytesInt8()),
          Amounts.bytes(network.peakActivationBytes()),
          network.name());
    }
    return table.text();
  }
}

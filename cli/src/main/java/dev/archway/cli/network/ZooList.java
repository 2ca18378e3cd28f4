package dev.archway.cli.network;

import dev.archway.cli.terminal.Table;
import dev.archway.core.cost.CostTable;
import dev.archway.core.zoo.KnownNetwork;
import dev.archway.core.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;

/// Every network of the zoo at every published width, for each kind of images it has a form for.
public record ZooList(List<NetworkSummary> networks) {

  public static ZooList all() {
    var networks = new ArrayList<NetworkSummary>();
    for (var form : KnownNetwork.Form.values()) {
      for (var known : Zoo.known()) {
        if (known.forms().contains(form)) {
          known.widths().forEach(width -> networks.add(summary(known, width, form)));
        }
      }
    }
    return new ZooList(networks);
  }

  private static NetworkSummary summary(KnownNetwork known, double width, KnownNetwork.Form form) {
    var network =
        Zoo.named(known.name(), width, form.image())
            .orElseThrow()
            .expand(form.image(), form.classes());
    return NetworkSummary.of(known.name(), width, network, CostTable.of(network));
  }

  public String text() {
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

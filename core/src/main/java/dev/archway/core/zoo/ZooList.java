package dev.archway.core.zoo;

import dev.archway.core.cost.CostTable;
import dev.archway.core.cost.NetworkSummary;
import java.util.ArrayList;
import java.util.List;

/// What is in the zoo and what it costs.
public final class ZooList {
  private ZooList() {}

  /// Every network at every published width, for each kind of images it has a form for.
  public static List<NetworkSummary> all() {
    var networks = new ArrayList<NetworkSummary>();
    for (var form : KnownNetwork.Form.values()) {
      for (var known : Zoo.known()) {
        if (known.forms().contains(form)) {
          known.widths().forEach(width -> networks.add(summary(known, width, form)));
        }
      }
    }
    return networks;
  }

  private static NetworkSummary summary(KnownNetwork known, double width, KnownNetwork.Form form) {
    var network =
        Zoo.named(known.name(), width, form.image())
            .orElseThrow()
            .expand(form.image(), form.classes());
    return NetworkSummary.of(known.name(), width, network, CostTable.of(network));
  }
}

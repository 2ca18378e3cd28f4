package dev.archway.core.cost;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkHash;

/// What a network is and costs, in one line of a table or one object of JSON.
///
/// @param resolution the image's height, which is its width but for odd networks of one's own
/// @param storageBytes of the folded network in float32
/// @param peakActivationBytes in float32
/// @param bytesMoved in float32
/// @param hash the key under which results are shared
public record NetworkSummary(
    String name,
    double width,
    int resolution,
    FeatureShape image,
    int classes,
    long multiplyAdds,
    long parameters,
    long storageBytes,
    long storageBytesInt8,
    long peakActivationBytes,
    long bytesMoved,
    double multiplyAddsPerByte,
    String hash) {

  /// The summary of a network that has been costed.
  ///
  /// @param width the multiplier under which the network has the name
  public static NetworkSummary of(String name, double width, Network network, CostTable table) {
    var total = table.total();
    return new NetworkSummary(
        name,
        width,
        network.input().height(),
        network.input(),
        network.classes(),
        total.multiplyAdds(),
        total.parameters(),
        total.storageBytes().float32(),
        total.storageBytes().int8(),
        ActivationMemory.of(network).peak().bytes().float32(),
        total.bytesMoved().float32(),
        total.multiplyAddsPerByte(),
        NetworkHash.of(network).hex());
  }
}

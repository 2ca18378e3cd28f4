package dev.archway.core.cost;

import dev.archway.core.network.FeatureShape;

/// What one layer costs.
///
/// @param fused whether the layer is computed while the step before it writes its output, so that
///   it moves no feature map of its own
public record LayerCost(
    String node, OperationKind kind, FeatureShape output, boolean fused, InferenceCost cost) {}

package dev.archway.controller.rnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The policy written a second time in PyTorch's operations, with PyTorch's automatic
/// differentiation.
class ReinforceAgainstDjlIT {
  private static final double DOUBLE_PRECISION = 1e-12;

  @BeforeAll
  static void usesOneThreadAndNoNetwork() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  @Test
  void lossAndGradientEqualPyTorchs() {
    var example = PolicyExample.conditional();
    try (var manager = NDManager.newBaseManager();
        var collector = Engine.getInstance().newGradientCollector()) {
      var rows = rows(manager, example.parameters());
      var loss = new InPyTorch(example, rows).loss();
      assertThat(loss.getDouble())
          .isCloseTo(
              example.reinforce().loss(example.parameters(), example.batch(), example.baseline()),
              within(DOUBLE_PRECISION));

      collector.backward(loss);

      var gradient = example.gradient().rows();
      for (int r = 0; r < gradient.length; r++) {
        assertThat(gradient(rows.get(r)))
            .as("row %d", r)
            .usingComparatorWithPrecision(DOUBLE_PRECISION)
            .containsExactly(gradient[r]);
      }
    }
  }

  /// A row that nothing read has zeros for a gradient, which DJL makes in single precision.
  private static double[] gradient(NDArray row) {
    return row.getGradient().toType(DataType.FLOAT64, false).toDoubleArray();
  }

  private static List<NDArray> rows(NDManager manager, PolicyParameters parameters) {
    var rows = new ArrayList<NDArray>();
    for (var row : parameters.rows()) {
      var array = manager.create(row);
      array.setRequiresGradient(true);
      rows.add(array);
    }
    return rows;
  }

  private record InPyTorch(PolicyExample example, List<NDArray> rows) {
    NDArray loss() {
      var sum = manager().create(0.0);
      for (var rewarded : example.batch()) {
        sum = sum.add(loss(rewarded));
      }
      return sum.div(example.batch().size());
    }

    private NDManager manager() {
      return rows.getFirst().getManager();
    }

    private NDArray loss(Reinforce.Rewarded rewarded) {
      int units = example.parameters().hiddenUnits();
      var lstm = NDArrays.stack(new NDList(rows.subList(0, 2 * units)));
      var hidden = manager().zeros(new Shape(units), rows.getFirst().getDataType());
      var cell = manager().zeros(new Shape(units), rows.getFirst().getDataType());
      var input = rows.get(2 * units + 1);
      var logProbability = manager().create(0.0);
      var entropy = manager().create(0.0);
      int active = 0;
      int firstRow = 2 * units + 2;
      for (int d = 0; d < example.decisions().size(); d++) {
        int options = example.decisions().get(d).options().size();
        if (example.decisions().active(d, rewarded.choices().options())) {
          var gates = input.concat(hidden).matMul(lstm).add(rows.get(2 * units)).split(4);
          cell =
              sigmoid(gates.get(1)).mul(cell).add(sigmoid(gates.get(0)).mul(gates.get(2).tanh()));
          hidden = sigmoid(gates.get(3)).mul(cell.tanh());
          var weights =
              NDArrays.stack(new NDList(rows.subList(firstRow + options, firstRow + 2 * options)));
          var answers = weights.matMul(hidden).add(rows.get(firstRow + 2 * options)).logSoftmax(0);
          int choice = rewarded.choices().get(d);
          logProbability = logProbability.add(answers.get(choice));
          entropy = entropy.sub(answers.exp().mul(answers).sum());
          input = rows.get(firstRow + choice);
          active++;
        }
        firstRow += 2 * options + 1;
      }
      return logProbability
          .mul(example.baseline() - rewarded.reward())
          .sub(entropy.mul(example.spec().entropyWeight() / active));
    }

    private static NDArray sigmoid(NDArray x) {
      return x.neg().exp().add(1).pow(-1);
    }
  }
}

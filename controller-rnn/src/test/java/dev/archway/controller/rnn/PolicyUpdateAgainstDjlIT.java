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
import ai.djl.nn.Activation;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The policy written a second time in PyTorch's operations, with PyTorch's automatic
/// differentiation.
class PolicyUpdateAgainstDjlIT {
  private static final double DOUBLE_PRECISION = 1e-12;

  @BeforeAll
  static void usesOneThreadAndNoNetwork() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  static List<RnnSpec.Gradient> gradients() {
    return PolicyUpdateTest.gradients();
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void lossAndGradientEqualPyTorchs(RnnSpec.Gradient kind) {
    var example = PolicyExample.of(kind);
    try (var manager = NDManager.newBaseManager();
        var collector = Engine.getInstance().newGradientCollector()) {
      var rows = rows(manager, example.parameters());
      var loss = new InPyTorch(example, rows).loss();
      assertThat(loss.getDouble()).isCloseTo(example.loss(), within(DOUBLE_PRECISION));

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
      var lesson = example.lesson();
      var sum = number(0);
      for (int e = 0; e < lesson.batch().size(); e++) {
        var passed = pass(lesson.batch().get(e).choices());
        var entropy = passed.meanEntropy().mul(number(example.spec().update().entropyWeight()));
        sum = sum.sub(surrogate(passed, e)).sub(entropy);
      }
      var loss = sum.div(number(lesson.batch().size()));
      double weight = example.spec().queue().orElseThrow().weight() / lesson.best().size();
      for (var best : lesson.best()) {
        loss = loss.sub(pass(best).logProbability().mul(number(weight)));
      }
      return loss;
    }

    private NDArray surrogate(Pass passed, int index) {
      var advantage = number(example.lesson().advantages()[index]);
      return switch (example.spec().gradient()) {
        case RnnSpec.Gradient.Reinforce _ -> passed.logProbability().mul(advantage);
        case RnnSpec.Gradient.Ppo ppo -> {
          double before = example.lesson().batch().get(index).logProbability();
          var ratio = passed.logProbability().sub(before).exp();
          yield NDArrays.minimum(
              ratio.mul(advantage), ratio.clip(1 - ppo.clip(), 1 + ppo.clip()).mul(advantage));
        }
      };
    }

    /// What one way through the decisions gives.
    private record Pass(NDArray logProbability, NDArray meanEntropy) {}

    /// A number that lives as long as the rows. DJL's own ways to multiply by one close it at once,
    /// and Java may have collected its memory when the backward pass reads it.
    private NDArray number(double value) {
      return manager().create(value);
    }

    private NDManager manager() {
      return rows.getFirst().getManager();
    }

    private Pass pass(Choices choices) {
      int units = example.parameters().hiddenUnits();
      var lstm = NDArrays.stack(new NDList(rows.subList(0, 2 * units)));
      var hidden = manager().zeros(new Shape(units), rows.getFirst().getDataType());
      var cell = manager().zeros(new Shape(units), rows.getFirst().getDataType());
      var input = rows.get(2 * units + 1);
      var logProbability = number(0);
      var entropy = number(0);
      int active = 0;
      int firstRow = 2 * units + 2;
      for (int d = 0; d < example.decisions().size(); d++) {
        int options = example.decisions().get(d).options().size();
        if (example.decisions().active(d, choices.options())) {
          var gates = input.concat(hidden).matMul(lstm).add(rows.get(2 * units)).split(4);
          cell =
              sigmoid(gates.get(1)).mul(cell).add(sigmoid(gates.get(0)).mul(gates.get(2).tanh()));
          hidden = sigmoid(gates.get(3)).mul(cell.tanh());
          var weights =
              NDArrays.stack(new NDList(rows.subList(firstRow + options, firstRow + 2 * options)));
          var logits = weights.matMul(hidden).add(rows.get(firstRow + 2 * options));
          var lstmSpec = example.spec().lstm();
          var answers =
              logits
                  .div(number(lstmSpec.temperature()))
                  .tanh()
                  .mul(number(lstmSpec.tanhClamp().orElseThrow()))
                  .logSoftmax(0);
          int choice = choices.get(d);
          logProbability = logProbability.add(answers.get(choice));
          entropy = entropy.sub(answers.exp().mul(answers).sum());
          input = rows.get(firstRow + choice);
          active++;
        }
        firstRow += 2 * options + 1;
      }
      return new Pass(logProbability, entropy.div(number(active)));
    }

    private static NDArray sigmoid(NDArray x) {
      return Activation.sigmoid(x);
    }
  }
}

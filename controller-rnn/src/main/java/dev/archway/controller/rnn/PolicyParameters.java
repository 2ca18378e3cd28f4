package dev.archway.controller.rnn;

import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// All numbers of a policy, or one number for each of them: a gradient, a moment. They are rows, so
/// that the loops over them are over whole arrays, which the compiler makes vector instructions of.
///
/// With H hidden units: 2H + 1 LSTM rows of 4H (one for each input unit, one for each hidden unit,
/// the bias; the gates in the order input, forget, candidate, output), the embedding of the start
/// (H), then for each decision with n options n embeddings (H), n softmax weight rows (H) and one
/// softmax bias (n).
final class PolicyParameters {
  /// Consecutive rows with a common meaning.
  record Group(String name, List<double[]> rows) {}

  private final int hiddenUnits;
  private final List<Integer> optionCounts;
  private final double[][] rows;
  private final int[] firstRow;

  private PolicyParameters(int hiddenUnits, List<Integer> optionCounts) {
    this.hiddenUnits = hiddenUnits;
    this.optionCounts = optionCounts;
    this.firstRow = new int[optionCounts.size()];
    var made = new ArrayList<double[]>();
    for (int i = 0; i < 2 * hiddenUnits + 1; i++) {
      made.add(new double[4 * hiddenUnits]);
    }
    made.add(new double[hiddenUnits]);
    for (int d = 0; d < firstRow.length; d++) {
      firstRow[d] = made.size();
      for (int i = 0; i < 2 * optionCounts.get(d); i++) {
        made.add(new double[hiddenUnits]);
      }
      made.add(new double[optionCounts.get(d)]);
    }
    this.rows = made.toArray(double[][]::new);
  }

  static PolicyParameters zero(int hiddenUnits, Decisions decisions) {
    return new PolicyParameters(
        hiddenUnits, decisions.list().stream().map(d -> d.options().size()).toList());
  }

  PolicyParameters zeroLike() {
    return new PolicyParameters(hiddenUnits, optionCounts);
  }

  PolicyParameters copy() {
    var copy = zeroLike();
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, copy.rows[r], 0, rows[r].length);
    }
    return copy;
  }

  /// Every number uniform in `-bound..bound`, rounded to single precision.
  static PolicyParameters uniform(
      int hiddenUnits, Decisions decisions, double bound, RandomGenerator random) {
    var parameters = zero(hiddenUnits, decisions);
    for (var row : parameters.rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return parameters;
  }

  int hiddenUnits() {
    return hiddenUnits;
  }

  int options(int decision) {
    return optionCounts.get(decision);
  }

  double[][] rows() {
    return rows;
  }

  /// @param unit the units of the input first, then those of the hidden state
  double[] lstm(int unit) {
    return rows[unit];
  }

  double[] lstmBias() {
    return rows[2 * hiddenUnits];
  }

  /// The row that is the input of the first decision.
  int startRow() {
    return 2 * hiddenUnits + 1;
  }

  /// The row that is the next decision's input after an option was taken.
  int embeddingRow(int decision, int option) {
    return firstRow[decision] + option;
  }

  double[] softmax(int decision, int option) {
    return rows[firstRow[decision] + optionCounts.get(decision) + option];
  }

  double[] softmaxBias(int decision) {
    return rows[firstRow[decision] + 2 * optionCounts.get(decision)];
  }

  List<Group> groups() {
    var all = Arrays.asList(rows);
    var groups = new ArrayList<Group>();
    groups.add(new Group("input weights", all.subList(0, hiddenUnits)));
    groups.add(new Group("recurrent weights", all.subList(hiddenUnits, 2 * hiddenUnits)));
    groups.add(new Group("LSTM bias", all.subList(2 * hiddenUnits, startRow())));
    groups.add(new Group("start embedding", all.subList(startRow(), startRow() + 1)));
    for (int d = 0; d < firstRow.length; d++) {
      int first = firstRow[d];
      int options = optionCounts.get(d);
      groups.add(new Group("embeddings " + d, all.subList(first, first + options)));
      groups.add(
          new Group("softmax weights " + d, all.subList(first + options, first + 2 * options)));
      groups.add(
          new Group(
              "softmax bias " + d, all.subList(first + 2 * options, first + 2 * options + 1)));
    }
    return groups;
  }

  /// How many numbers there are.
  int count() {
    return Arrays.stream(rows).mapToInt(row -> row.length).sum();
  }

  /// The Euclidean norm over all numbers.
  double norm() {
    double sum = 0;
    for (var row : rows) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return StrictMath.sqrt(sum);
  }

  void scale(double factor) {
    for (var row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
  }
}

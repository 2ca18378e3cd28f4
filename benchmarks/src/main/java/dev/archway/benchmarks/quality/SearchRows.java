package dev.archway.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Searches that are done, a line each of a file, so that a call that is cut off loses only those
/// under way.
final class SearchRows {
  private static final int BEFORE_REGRETS = 4;

  private final Path file;
  private final int regrets;
  private final Map<Key, List<Double>> done = new HashMap<>();

  private record Key(Condition condition, long seed) {}

  /// @param file read if it is there; lines are appended to it
  /// @param regrets how many each search has
  SearchRows(Path file, int regrets) throws IOException {
    this.file = file;
    this.regrets = regrets;
    if (Files.exists(file)) {
      var text = Files.readString(file);
      // A line that was cut off has no end, and may have lost digits.
      var whole = text.substring(0, text.lastIndexOf('\n') + 1);
      whole.lines().forEach(this::read);
      Files.writeString(file, whole);
    }
  }

  private void read(String line) {
    var fields = line.split(",", -1);
    var condition = new Condition(fields[0], Goal.valueOf(fields[1]), Integer.parseInt(fields[2]));
    var numbers = Arrays.stream(fields).skip(BEFORE_REGRETS).map(Double::valueOf).toList();
    if (numbers.size() == regrets) {
      done.put(new Key(condition, Long.parseLong(fields[3])), numbers);
    }
  }

  synchronized void add(Condition condition, long seed, List<Double> found) throws IOException {
    var fields = new ArrayList<String>();
    fields.add(condition.controller());
    fields.add(condition.goal().name());
    fields.add(Integer.toString(condition.inFlight()));
    fields.add(Long.toString(seed));
    found.forEach(regret -> fields.add(regret.toString()));
    Files.writeString(
        file,
        fields.stream().collect(Collectors.joining(",", "", "\n")),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    done.put(new Key(condition, seed), found);
  }

  synchronized Optional<List<Double>> find(Condition condition, long seed) {
    return Optional.ofNullable(done.get(new Key(condition, seed)));
  }
}

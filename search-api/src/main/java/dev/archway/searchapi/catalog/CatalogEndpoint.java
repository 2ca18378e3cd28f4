package dev.archway.searchapi.catalog;

import dev.archway.core.cost.NetworkSummary;
import dev.archway.core.page.Page;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.space.SearchSpace;
import dev.archway.core.space.SpaceSummary;
import dev.archway.core.space.SpaceView;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.ZooList;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Lists what is built in, in an order that does not change while the service runs.
@RestController
@RequestMapping("/api/v1")
class CatalogEndpoint {

  /// Costs of the zoo's networks, which take a while to count, from the first question on.
  private static final class Zoo {
    private static final List<NetworkSummary> NETWORKS = List.copyOf(ZooList.all());
  }

  @GetMapping("/spaces")
  Page<SpaceSummary> spaces(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    return page(Spaces.all().stream().map(SpaceSummary::of).toList(), limit, after);
  }

  @GetMapping("/spaces/{name}")
  SpaceView space(@PathVariable String name) {
    return Spaces.named(name)
        .map(SpaceView::of)
        .orElseThrow(() ->
            ProblemType.NOT_FOUND.because(
                "There is no space '%s'; there are: %s."
                    .formatted(
                        name,
                        Spaces.all().stream()
                            .map(SearchSpace::name)
                            .collect(Collectors.joining(", ")))));
  }

  @GetMapping("/zoo")
  Page<NetworkSummary> zoo(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    return page(Zoo.NETWORKS, limit, after);
  }

  @GetMapping("/datasets")
  Page<Dataset> dataSets(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    return page(Dataset.all(), limit, after);
  }

  /// A page of a list that is at hand; its cursor says how many came before.
  private static <T> Page<T> page(List<T> all, int limit, @Nullable String after) {
    var page = new Limit(limit);
    int before = Cursor.read(after, 1, keys -> Integer.parseUnsignedInt(keys.getFirst())).orElse(0);
    int from = Math.clamp(before, 0, all.size());
    int to = Math.min(from + page.andOne(), all.size());
    return page.page(all.subList(from, to), _ -> Cursor.of(from + page.items()));
  }
}

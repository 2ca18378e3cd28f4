package dev.archway.searchapi.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.ZooList;
import dev.archway.searchapi.Api;
import dev.archway.searchapi.ServiceTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class CatalogIT {
  @LocalServerPort private int port;

  @Test
  void listsEverySpaceWithItsSize() throws Exception {
    try (var api = new Api(port)) {
      var spaces = api.get("/spaces").body().get("items");

      assertThat(spaces).hasSameSizeAs(Spaces.all());
      assertThat(spaces)
          .filteredOn(space -> space.get("name").asString().equals("mnasnet"))
          .singleElement()
          .satisfies(space -> assertThat(space.get("decisions").asInt()).isEqualTo(42));
    }
  }

  @Test
  void showsTheDecisionsOfASpace() throws Exception {
    try (var api = new Api(port)) {
      var space = api.get("/spaces/enas").body();

      assertThat(space.at("/summary/decisions").asInt()).isEqualTo(space.get("decisions").size());
      assertThat(space.at("/decisions/0/options").isEmpty()).isFalse();
    }
  }

  @Test
  void saysWhichSpacesThereAre() throws Exception {
    try (var api = new Api(port)) {
      var answer = api.get("/spaces/nasnat");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.detail()).contains("'nasnat'", "nasnet-small");
    }
  }

  @Test
  void thePagesOfTheZooHaveEachNetworkOnce() throws Exception {
    try (var api = new Api(port)) {
      var names = new ArrayList<String>();
      var next = "";
      while (next != null) {
        var page = api.get("/zoo?limit=7" + (next.isEmpty() ? "" : "&after=" + next)).body();
        page.get("items")
            .forEach(
                n -> names.add(n.get("name") + " " + n.get("width") + " " + n.get("resolution")));
        next = page.path("next").asString(null);
      }

      assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(ZooList.all());
    }
  }

  @Test
  void listsTheDataSets() throws Exception {
    try (var api = new Api(port)) {
      assertThat(api.get("/datasets").body().get("items"))
          .extracting(d -> d.get("name").asString())
          .contains("cifar-10");
    }
  }
}

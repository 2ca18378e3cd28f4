package dev.archway.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import dev.archway.core.zoo.MobileNetV2;
import dev.archway.core.zoo.NasNetA;
import dev.archway.core.zoo.ResNet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NetworkQuestionTest {
  private static final String STAGED =
      "stem_s11_o16 r1_k3_s22_conv_i16_o24_noskip head_o64_d0.0 relu6";

  @TempDir Path folder;

  @Test
  void aNetworkOfTheZooIsShownAsItWasPublished() {
    var answer = ask("mobilenet-v2").answer();

    assertThat(answer.image()).isEqualTo(new FeatureShape(3, 224, 224));
    assertThat(answer.classes()).isEqualTo(1000);
    assertThat(answer.architecture()).isEqualTo(MobileNetV2.imageNet(1));
  }

  @Test
  void aNetworkForSmallImagesOnlyIsShownForThose() {
    assertThat(ask("resnet-20").answer().image()).isEqualTo(new FeatureShape(3, 32, 32));
  }

  @Test
  void widthAndResolutionChooseTheFamilysOwnForm() {
    var question =
        new NetworkQuestion(
            "mobilenet-v2", 0.5, Optional.of(32), Optional.of(10), Optional.empty());

    assertThat(question.answer().architecture()).isEqualTo(MobileNetV2.cifar(0.5));
  }

  @Test
  void cellsAreStackedAnewForLargeImages() {
    var question =
        new NetworkQuestion(
            write("cells.json", json(NasNetA.in(CellArchitecture.Skeleton.cifar(4, 44)))),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(CellArchitecture.Stem.IMAGENET));

    assertThat(Costs.of(question.answer().network()))
        .isEqualTo(Costs.of(NasNetA.imageNet().expand(new FeatureShape(3, 224, 224), 1000)));
  }

  @Test
  void onlyCellsAreStackedAnew() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() ->
            new NetworkQuestion(
                    "mobilenet-v2",
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(CellArchitecture.Stem.CIFAR))
                .answer())
        .withMessage("--stem stacks cells anew, but 'mobilenet-v2' is no network of cells.");
  }

  @Test
  void readsANetworkInJson() {
    var network = ResNet.cifar(20, 1).expand(new FeatureShape(3, 32, 32), 10);
    var answer = ask(write("network.json", Json.mapper().writeValueAsString(network))).answer();

    assertThat(answer.network()).isEqualTo(network);
  }

  @Test
  void aNetworkInJsonIsShownForTheImagesAndClassesItIsWrittenFor() {
    var builder = new NetworkBuilder("letters", new FeatureShape(1, 64, 48), 200);
    var pooled = builder.add("pool", new Layer.GlobalAveragePooling(), Network.INPUT);
    var network = builder.build(builder.add("classifier", new Layer.Linear(200), pooled));
    var file = write("letters.json", Json.mapper().writeValueAsString(network));

    assertThat(ask(file).answer().network()).isEqualTo(network);
    assertThat(NetworkReport.of(ask(file).answer(), 1, Optional.empty()).text(false))
        .contains("1x64x48, 200 classes");
    assertThat(
            new NetworkQuestion(file, 1, Optional.of(32), Optional.of(10), Optional.empty())
                .answer()
                .network())
        .returns(new FeatureShape(1, 32, 32), Network::input)
        .returns(10, Network::classes);
  }

  @Test
  void readsAStagedArchitectureFromAFileOrAsItStands() {
    assertThat(ask(write("mine.txt", STAGED + "\n")).answer().architecture().text())
        .isEqualTo(STAGED);
    assertThat(ask(STAGED).answer().architecture().text()).isEqualTo(STAGED);
  }

  @Test
  void refusesWhatIsNoNetworkWithWhatWouldBe() {
    refused("lenet", "'lenet' is no network of the zoo (mobilenet-v1, ");
    refused("nofile.json", "Nor is there such a file.");
    refused(write("odd.json", "{\"nodes\": 3}"), "odd.json holds no network: ");
    refused(write("half.json", "{\"type\":\"cells\""), "half.json holds no network: ");
    refused(
        write("opaque.json", "{\"type\":\"opaque\",\"options\":{\"a\":\"b\"}}"),
        "opaque.json holds no network, but 'a=b'.");
    refused(
        write("picture.svg", "<svg>\n" + "<path d='1 2'/>\n".repeat(100) + "</svg>"),
        "picture.svg holds no network: neither JSON nor a text such as 'r1_k3_s11_");
    refused(
        write("half.txt", "r1_k3_s11_e1_i32_o16 two"),
        "This is no staged architecture:\n'two': a word is ");
    refused("r1_k4_s11_e1_i32_o16", "A stage's kernel is odd, but is 4.");
  }

  @Test
  void saysWhereInAFileAndWhatIsWrongThereInWordsOfItsOwn() {
    var cells = json(NasNetA.in(CellArchitecture.Skeleton.cifar(4, 44)));
    refused(
        write("plus.json", cells.replaceFirst("\"add\"", "\"plus\"")),
        "plus.json holds no network: normal.nodes[0].combination:"
            + " A cell's combination is one of add, concatenate, but is 'plus'.");
    refused(
        write(
            "empty.json",
            "{\"type\":\"staged\",\"name\":\"a\",\"stem\":{\"filters\":0,\"stride\":1}}"),
        "empty.json holds no network: stem: A stem has filters and a stride of at least 1,");
    refused(
        write("stem.json", "{\"type\":\"staged\",\"name\":\"a\",\"stem\":{\"filters\":8}}"),
        "stem.json holds no network: stem.stride: a value is missing, unknown or of the wrong type.");
    refused(
        write("what.json", "{\"type\":\"attention\"}"),
        "what.json holds no network: type 'attention' is unknown.");
    refused(write("none.json", "{}"), "none.json holds no network: type is missing.");
    refused(
        write("half.json", "{\n\"type\":\"staged\" ]"),
        "half.json holds no network: line 2, column 17 is no valid JSON.");
  }

  @Test
  void refusesAWidthOrAnImageThatTheNetworkCannotHave() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() ->
            new NetworkQuestion(
                    "shufflenet-v2", 0.6, Optional.empty(), Optional.empty(), Optional.empty())
                .answer())
        .withMessage("ShuffleNetV2 has the widths [0.5, 1.0, 1.5, 2.0], but is asked for 0.6.");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() ->
            new NetworkQuestion("resnet-20", 1, Optional.of(0), Optional.empty(), Optional.empty())
                .answer())
        .withMessage("--resolution lies in 1..4096, but is 0.");
  }

  private static void refused(String argument, String message) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> ask(argument).answer())
        .withMessageContaining(message);
  }

  private static NetworkQuestion ask(String argument) {
    return new NetworkQuestion(argument, 1, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static String json(Architecture architecture) {
    return Json.mapper().writerFor(Architecture.class).writeValueAsString(architecture);
  }

  private String write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesSizesThatNoImageHasAndAResolutionWhereThereIsOneAlready() throws IOException {
    var scaled =
        write(
            "scaled.json",
            Json.mapper()
                .writerFor(Architecture.class)
                .writeValueAsString(new ScaledArchitecture(MobileNetV2.imageNet(1), 128)));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> question(scaled, Optional.of(64)).answer())
        .withMessageContaining("has a resolution of its own, 128; --resolution cannot change it.");
    assertThat(question(scaled, Optional.empty()).answer().network().input().height())
        .isEqualTo(128);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> question("mobilenet-v2", Optional.of(40_000_000)).answer())
        .withMessage("--resolution lies in 1..4096, but is 40000000.");
  }

  private static NetworkQuestion question(String argument, Optional<Integer> resolution) {
    return new NetworkQuestion(argument, 0.75, resolution, Optional.empty(), Optional.empty());
  }
}

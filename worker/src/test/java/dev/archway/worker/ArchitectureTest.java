package dev.archway.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway");

  @Test
  void djlIsSeenByNetworkAndTrainingOnly() {
    classes()
        .that()
        .resideOutsideOfPackages("..worker.network..", "..worker.training..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("ai.djl..")
        .check(MAIN);
  }

  @Test
  void theSupervisorLoadsNothingThatTrains() {
    noClasses()
        .that()
        .resideInAPackage("..worker.supervisor..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..worker.network..", "..worker.training..", "..worker.weights..")
        .check(MAIN);
  }

  @Test
  void theWorkerKnowsNoSpaceNoArchitectureAndNoReward() {
    noClasses()
        .that()
        .resideInAPackage("..worker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..core.space..", "..core.architecture..", "..core.experiment..", "..controller..")
        .check(MAIN);
  }

  @Test
  void trainingTalksToNobodyOutside() {
    noClasses()
        .that()
        .resideInAnyPackage("..worker.data..", "..worker.network..", "..worker.training..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..client..", "..worker.slot..", "..worker.supervisor..")
        .check(MAIN);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.archway.worker.(*)..").should().beFreeOfCycles().check(MAIN);
  }
}

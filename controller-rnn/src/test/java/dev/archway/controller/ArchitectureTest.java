package dev.archway.controller;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.archway.controller");

  /// Choices, raw results and rewards; never networks, devices, the database, a clock or a thread,
  /// and nothing native.
  @Test
  void controllersSeeDecisionsAndResultsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.controller..",
            "dev.archway.core.space",
            "dev.archway.core.experiment",
            "dev.archway.core.recipe",
            "org.jspecify.annotations",
            "java.lang",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.util",
            "java.util.function",
            "java.util.random",
            "java.util.stream")
        .check(MODULE);
    noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class).check(MODULE);
  }

  @Test
  void kindsOfControllersAndObjectivesDoNotMeet() {
    String[] rooms = {"rnn", "random", "evolution", "local", "objective"};
    for (var room : rooms) {
      var others =
          Arrays.stream(rooms)
              .filter(other -> !other.equals(room))
              .map(other -> "dev.archway.controller." + other)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.archway.controller." + room)
          .should()
          .dependOnClassesThat(resideInAnyPackage(others).or(equivalentTo(Controllers.class)))
          .check(MODULE);
    }
  }

  @Test
  void whereCandidatesAreFoundKnowsNoKindOfController() {
    classes()
        .that()
        .resideInAPackage("dev.archway.controller.candidate")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.controller.candidate",
            "dev.archway.core.space",
            "java..",
            "org.jspecify..")
        .check(MODULE);
  }

  /// Math may use the processor's own approximations, which differ from machine to machine.
  @Test
  void numbersHaveTheSameBitsOnEveryMachine() {
    noClasses().should().callMethodWhere(target(owner(equivalentTo(Math.class)))).check(MODULE);
  }

  @Test
  void randomnessIsPassedInOrDerivedFromASeed() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ProposalSeed")
        .and()
        .doNotHaveSimpleName("Permutation")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SplittableRandom.class)
        .check(MODULE);
  }

  /// A replay runs controllers as the service does; none of them can tell the difference.
  @Test
  void nothingKnowsThatItIsReplayed() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.archway.controller.replay")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.archway.controller.replay")
        .check(MODULE);
  }
}

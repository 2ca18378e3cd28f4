package dev.archway.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway.cli");

  @Test
  void cliKnowsTheOtherProgramsOnlyByTheirApiAndCommandLines() {
    classes()
        .that()
        .resideInAPackage("dev.archway.cli..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.sql..",
            "com.sun.management..",
            "dev.archway.cli..",
            "dev.archway.client..",
            "dev.archway.controller.objective",
            "dev.archway.controller.replay",
            "dev.archway.core..",
            "dev.archway.picture..",
            "picocli..",
            "io.zonky..",
            "com.fasterxml.jackson.annotation..",
            "tools.jackson..",
            "org.jspecify..")
        .check(OURS);
  }

  @Test
  void onlyTheLocalPackageStartsProcessesAndDatabases() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.archway.cli.local..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.zonky..", "java.sql..", "javax.sql..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(OURS);
  }

  @Test
  void theDemoTalksToTheServiceOnlyThroughItsClient() {
    noClasses()
        .that()
        .resideInAPackage("dev.archway.cli.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "picocli..")
        .check(OURS);
  }

  @Test
  void packagesFormNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dev.archway.cli.(**)")
        .should()
        .beFreeOfCycles()
        .check(OURS);
  }
}

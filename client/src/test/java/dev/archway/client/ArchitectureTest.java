package dev.archway.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CLIENT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway.client");

  @Test
  void clientNeedsNothingButCoreTheJdkJacksonAndALog() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.client..",
            "dev.archway.core..",
            "java..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "org.slf4j..",
            "org.jspecify.annotations..")
        .check(CLIENT);
  }

  @Test
  void theMeasuringGateKnowsNothingOfTheService() {
    noClasses()
        .that()
        .resideInAPackage("dev.archway.client.host")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.archway.client", "dev.archway.core..", "java.net..")
        .check(CLIENT);
    slices().matching("dev.archway.client.(*)..").should().beFreeOfCycles().check(CLIENT);
  }

  @Test
  void workersAndDevicesSeeNoSpace() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.archway.core.space..", "dev.archway.core.architecture..")
        .check(CLIENT);
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        CLIENT.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> p.tryGetAnnotationOfType(NullMarked.class).isEmpty())
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void noNameHidesWhatAClassIsFor() {
    noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)").check(CLIENT);
  }
}

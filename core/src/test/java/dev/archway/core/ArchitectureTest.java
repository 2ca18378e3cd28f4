package dev.archway.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway.core");

  @Test
  void coreNeedsNothingButTheJdkJacksonsAnnotationsAndJSpecify() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.core..",
            "java..",
            "com.fasterxml.jackson.annotation..",
            "org.jspecify.annotations..")
        .check(CORE);
  }

  @Test
  void packagesOfCoreDependOnEachOtherInOneDirectionOnly() {
    slices().matching("dev.archway.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void coreReadsNoClockAndNoUnseededRandomness() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CORE);
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        CORE.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> p.tryGetAnnotationOfType(NullMarked.class).isEmpty())
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void noNameHidesWhatAClassIsFor() {
    noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager)").check(CORE);
    noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..").check(CORE);
  }

  @Test
  void everyConcreteClassIsFinal() {
    classes()
        .that(
            describe(
                "are neither interfaces nor enums",
                (JavaClass c) -> !c.isInterface() && !c.isEnum()))
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CORE);
  }
}

package dev.archway.picture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses PICTURE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway.picture");

  @Test
  void picturesKnowTheCoreAndTheLayoutLibraryOnlyAndNoSystemFonts() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.picture..",
            "dev.archway.core..",
            "org.eclipse.elk..",
            "org.eclipse.emf.common.util",
            "javax.xml.stream",
            "org.jspecify.annotations",
            "java.io",
            "java.lang..",
            "java.util..")
        .check(PICTURE);
  }

  @Test
  void onlyTheLayoutKnowsTheLibraryThatMakesIt() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(LayeredLayout.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse..")
        .check(PICTURE);
  }

  @Test
  void everyConcreteClassIsFinal() {
    classes()
        .that(
            describe(
                "are neither interfaces nor enums",
                (JavaClass c) -> !c.isInterface() && !c.isEnum()))
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(PICTURE);
  }
}

package dev.archway.searchapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.archway.searchapi");

  @Test
  void featuresDependOnEachOtherInOneDirectionAndOnPublicTypesOnly() {
    ApplicationModules.of(SearchApi.class).verify();
  }

  @Test
  void entitiesAndRepositoriesStayInTheirFeature() {
    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .or()
        .areAssignableTo(Repository.class)
        .should()
        .bePackagePrivate()
        .check(CLASSES);
  }

  @Test
  void httpClassesAreCalledEndpoints() {
    classes()
        .that()
        .areAnnotatedWith(RestController.class)
        .should()
        .haveSimpleNameEndingWith("Endpoint")
        .andShould()
        .bePackagePrivate()
        .check(CLASSES);
  }

  @Test
  void nothingNativeIsLoadedIntoTheService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
        .check(CLASSES);
  }

  @Test
  void nothingIsMadeFromBytesThatNameTheirOwnClass() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.util.SerializationUtils")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.beans..", "java.rmi..", "org.springframework.core.serializer..")
        .check(CLASSES);
  }

  @Test
  void timeAndChanceArePassedIn() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAClassIsFor() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|Manager)").check(CLASSES);
  }
}

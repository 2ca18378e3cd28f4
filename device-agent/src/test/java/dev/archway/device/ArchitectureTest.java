package dev.archway.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.archway.device");

  /// Small enough to start on a Raspberry Pi: no framework, no training engine, no database.
  @Test
  void agentKnowsTheClientTheRuntimeAndLittleElse() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.device..",
            "dev.archway.client..",
            "dev.archway.core.task",
            "ai.onnxruntime",
            "picocli",
            "org.slf4j",
            "org.jspecify.annotations",
            "java..")
        .check(OURS);
  }

  @Test
  void onlyThePlacesThatStartItAndRunModelsKnowTheRuntime() {
    noClasses()
        .that()
        .doNotHaveSimpleName("OnnxNetwork")
        .and()
        .doNotHaveSimpleName("OnnxRuntime")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime")
        .check(OURS);
  }
}

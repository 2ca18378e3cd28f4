package dev.archway.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void exportKnowsTheCoreAndTheOnnxFormatOnly() {
    var ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.archway.onnx");

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.archway.onnx..",
            "dev.archway.core..",
            "ai.onnx.proto",
            "com.google.protobuf",
            "org.jspecify.annotations",
            "java..")
        .check(ours);
  }
}

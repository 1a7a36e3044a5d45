package io.nightjar.serving;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of this module and the one direction between them. */
class HouseRulesTest {
  private static final JavaClasses SERVING =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nightjar.serving");

  @Test
  void dependenciesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(false)
        .layer("program")
        .definedBy("io.nightjar.serving")
        .layer("admin")
        .definedBy("io.nightjar.serving.admin")
        .layer("console")
        .definedBy("io.nightjar.serving.console")
        .layer("load")
        .definedBy("io.nightjar.serving.load")
        .layer("http")
        .definedBy("io.nightjar.serving.http")
        .layer("observation")
        .definedBy("io.nightjar.serving.observation")
        .layer("ranking")
        .definedBy("io.nightjar.serving.ranking")
        .layer("exploration")
        .definedBy("io.nightjar.serving.exploration")
        .layer("related")
        .definedBy("io.nightjar.serving.related")
        .layer("campaign")
        .definedBy("io.nightjar.serving.campaign")
        .layer("cache")
        .definedBy("io.nightjar.serving.cache")
        .layer("index")
        .definedBy("io.nightjar.serving.index")
        .layer("parquet")
        .definedBy("io.nightjar.serving.parquet")
        .layer("security")
        .definedBy("io.nightjar.serving.security")
        .layer("signature")
        .definedBy("io.nightjar.serving.signature")
        .layer("api")
        .definedBy("io.nightjar.serving.api")
        .whereLayer("program")
        .mayOnlyAccessLayers(
            "admin",
            "console",
            "http",
            "load",
            "observation",
            "ranking",
            "campaign",
            "cache",
            "signature",
            "security")
        .whereLayer("admin")
        .mayOnlyAccessLayers("http", "observation", "security")
        .whereLayer("observation")
        .mayOnlyAccessLayers("api", "ranking", "campaign", "index")
        .whereLayer("console")
        .mayOnlyAccessLayers("http", "api", "ranking", "campaign", "index")
        .whereLayer("http")
        .mayOnlyAccessLayers(
            "api",
            "load",
            "observation",
            "ranking",
            "related",
            "exploration",
            "campaign",
            "index",
            "signature",
            "security")
        .whereLayer("load")
        .mayNotAccessAnyLayer()
        .whereLayer("exploration")
        .mayOnlyAccessLayers("api", "ranking", "campaign", "index")
        .whereLayer("related")
        .mayOnlyAccessLayers("api", "ranking", "campaign", "index")
        .whereLayer("ranking")
        .mayOnlyAccessLayers("api", "campaign", "index")
        .whereLayer("campaign")
        .mayOnlyAccessLayers("cache", "index", "parquet")
        .whereLayer("cache")
        .mayOnlyAccessLayers("index")
        .whereLayer("index")
        .mayOnlyAccessLayers("parquet")
        .whereLayer("parquet")
        .mayNotAccessAnyLayer()
        .whereLayer("signature")
        .mayOnlyAccessLayers("api", "security")
        .whereLayer("security")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayNotAccessAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(SERVING);
  }

  @Test
  void sparkAndHadoopAreNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
        .check(SERVING);
  }

  @Test
  void parquetStaysInItsRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.nightjar.serving.parquet")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.parquet..", "com.github.luben..")
        .check(SERVING);
  }

  @Test
  void httpStaysInItsRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.nightjar.serving.http", "io.nightjar.serving.admin", "io.nightjar.serving.console")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(SERVING);
  }

  @Test
  void jsonIsWrittenWhereItLeaves() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.nightjar.serving.http",
            "io.nightjar.serving.admin",
            "io.nightjar.serving.console",
            "io.nightjar.serving.observation",
            "io.nightjar.serving.signature")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson..")
        .check(SERVING);
  }

  @Test
  void meteringStaysInItsRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.nightjar.serving.observation")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.prometheus..")
        .check(SERVING);
  }

  @Test
  void jsonIsStreamed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(SERVING);
  }
}

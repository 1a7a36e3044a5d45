package io.nightjar.shared;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of this module and the one direction between them. */
class HouseRulesTest {
  private static final JavaClasses SHARED =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nightjar.shared");

  @Test
  void dependenciesPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(false)
        .layer("vector")
        .definedBy("io.nightjar.shared.vector")
        .layer("context")
        .definedBy("io.nightjar.shared.context")
        .layer("table")
        .definedBy("io.nightjar.shared.table")
        .layer("model")
        .definedBy("io.nightjar.shared.model")
        .layer("campaign")
        .definedBy("io.nightjar.shared.campaign")
        .layer("run")
        .definedBy("io.nightjar.shared.run")
        .layer("filter")
        .definedBy("io.nightjar.shared.filter..")
        .layer("selection")
        .definedBy("io.nightjar.shared.selection")
        .layer("scoring")
        .definedBy("io.nightjar.shared.scoring")
        .layer("batch")
        .definedBy("io.nightjar.shared.batch")
        .layer("likelihood")
        .definedBy("io.nightjar.shared.likelihood")
        .layer("explanation")
        .definedBy("io.nightjar.shared.explanation")
        .layer("similarity")
        .definedBy("io.nightjar.shared.similarity")
        .whereLayer("vector")
        .mayNotAccessAnyLayer()
        .whereLayer("context")
        .mayNotAccessAnyLayer()
        .whereLayer("table")
        .mayNotAccessAnyLayer()
        .whereLayer("model")
        .mayOnlyAccessLayers("vector", "context")
        .whereLayer("campaign")
        .mayOnlyAccessLayers("model")
        .whereLayer("run")
        .mayOnlyAccessLayers("model")
        .whereLayer("filter")
        .mayOnlyAccessLayers("model")
        .whereLayer("selection")
        .mayOnlyAccessLayers("filter", "table")
        .whereLayer("scoring")
        .mayOnlyAccessLayers("model", "context", "vector")
        .whereLayer("explanation")
        .mayOnlyAccessLayers("model", "context", "vector")
        .whereLayer("likelihood")
        .mayOnlyAccessLayers("vector")
        .whereLayer("similarity")
        .mayOnlyAccessLayers("scoring", "table", "vector")
        .whereLayer("batch")
        .mayOnlyAccessLayers("scoring", "vector")
        .ensureAllClassesAreContainedInArchitecture()
        .check(SHARED);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.nightjar.shared.(*)..").should().beFreeOfCycles().check(SHARED);
  }

  @Test
  void onlyTheJdkAndJacksonAreUsed() {
    classes()
        .that()
        .haveSimpleNameNotStartingWith("Simd")
        .and()
        .resideOutsideOfPackage("io.nightjar.shared.filter..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "com.fasterxml.jackson..", "io.nightjar.shared..")
        .check(SHARED);
  }

  @Test
  void antlrStaysInItsRoom() {
    classes()
        .that()
        .resideInAPackage("io.nightjar.shared.filter..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.antlr.v4.runtime..", "io.nightjar.shared..")
        .check(SHARED);
  }

  @Test
  void nothingRefersToTheKernelThatNeedsAnIncubatingModule() {
    classes()
        .that()
        .haveSimpleNameStartingWith("Simd")
        .should()
        .onlyBeAccessed()
        .byClassesThat()
        .haveSimpleNameStartingWith("Simd")
        .check(SHARED);
  }

  @Test
  void thingsAreNamedNotLumpedTogether() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..core..", "..manager..")
        .check(SHARED);
  }
}

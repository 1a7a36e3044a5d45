package io.nightjar.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final JavaClasses JOBS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.nightjar.jobs");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.nightjar.jobs.(*)..").should().beFreeOfCycles().check(JOBS);
  }

  @Test
  void jobsKnowNothingOfServing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.nightjar.serving..", "io.javalin..")
        .check(JOBS);
  }

  @Test
  void stepsDoNotKnowTheNight() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.nightjar.jobs.train..",
            "io.nightjar.jobs.precompute..",
            "io.nightjar.jobs.evaluate..",
            "io.nightjar.jobs.publish..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.nightjar.jobs.nightly..", "io.nightjar.jobs.demo..")
        .check(JOBS);
  }

  @Test
  void nothingHasANameThatSaysNothing() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..core..", "..manager..")
        .check(JOBS);
  }
}

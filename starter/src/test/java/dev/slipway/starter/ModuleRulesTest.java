package dev.slipway.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.slipway.starter", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule PACKAGES_DEPEND_ONE_WAY =
      slices().matching("dev.slipway.starter.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule KNOWS_ONLY_WHAT_IT_MAY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.slipway.activities..",
              "dev.slipway.worker..",
              "dev.slipway.local..",
              "dev.slipway.cli..",
              "io.temporal.worker..",
              "org.zeroturnaround..");

  /** The specification is packed; generating it is a test's work. */
  @ArchTest
  static final ArchRule GENERATES_NO_SPECIFICATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springdoc..", "io.swagger.v3.core..", "io.swagger.v3.oas.models..");
}

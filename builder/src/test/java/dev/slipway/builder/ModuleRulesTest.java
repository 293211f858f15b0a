package dev.slipway.builder;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.slipway.builder", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule TRANSLATES_AND_DOES_NOTHING_ELSE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.slipway.activities..",
              "dev.slipway.worker..",
              "dev.slipway.local..",
              "dev.slipway.cli..",
              "io.temporal.worker..",
              "software.amazon.awssdk.services..");
}

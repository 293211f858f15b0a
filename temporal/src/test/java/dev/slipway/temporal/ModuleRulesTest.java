package dev.slipway.temporal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.slipway.temporal", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule THE_CODEC_KNOWS_NO_SETTINGS =
      noClasses()
          .that()
          .resideInAPackage("dev.slipway.temporal.codec")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.slipway.temporal");
}

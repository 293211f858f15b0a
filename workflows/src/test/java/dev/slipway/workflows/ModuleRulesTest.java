package dev.slipway.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.slipway.workflows", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  /** What runs inside a workflow; other modules use the rest of this one as well. */
  private static final String[] WORKFLOW_CODE = {
    "dev.slipway.workflows.agent..",
    "dev.slipway.workflows.deploy..",
    "dev.slipway.workflows.destroy..",
    "dev.slipway.workflows.drift..",
    "dev.slipway.workflows.notices..",
    "dev.slipway.workflows.question..",
    "dev.slipway.workflows.turn..",
  };

  @ArchTest
  static final ArchRule KNOWS_NEITHER_SPRING_NOR_AWS_NOR_OTHER_ROOMS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "software.amazon.awssdk..",
              "dev.slipway.storage..",
              "dev.slipway.activities..",
              "dev.slipway.worker..",
              "dev.slipway.starter..");

  @ArchTest
  static final ArchRule WORKFLOWS_TOUCH_NOTHING_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOW_CODE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio.file..",
              "java.util.concurrent..",
              "io.temporal.client..",
              "io.temporal.worker..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class, Clock.class, Thread.class)
          .because("a replay must do the same again: use io.temporal.workflow.Workflow");

  @ArchTest
  static final ArchRule WORKFLOWS_ASK_TEMPORAL_FOR_TIME_AND_CHANCE =
      noClasses()
          .that()
          .resideInAnyPackage(WORKFLOW_CODE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule PACKAGES_DEPEND_ONE_WAY =
      slices().matching("dev.slipway.workflows.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_IS_NULL_UNSAID = classes().should(resideInANullMarkedPackage());

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getName()));
      }
    };
  }
}

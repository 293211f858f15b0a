package dev.slipway.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;

/** A constructor with many positions is read beside its record, so few places may call it. */
@AnalyzeClasses(packages = "dev.slipway", importOptions = DoNotIncludeTests.class)
class LargeRecordsTest {
  private static final int LARGE = 8;
  private static final int MOST_PLACES = 2;

  @ArchTest
  static final ArchRule LARGE_RECORDS_ARE_MADE_IN_FEW_PLACES =
      classes()
          .that(
              new DescribedPredicate<JavaClass>(
                  "are records of %d components or more".formatted(LARGE)) {
                @Override
                public boolean test(JavaClass type) {
                  return isLarge(type);
                }
              })
          .should(
              new ArchCondition<>("be made in at most %d other classes".formatted(MOST_PLACES)) {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  Set<String> places = places(type);
                  if (places.size() > MOST_PLACES) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, "%s is made in %s".formatted(type.getName(), places)));
                  }
                }
              });

  private static boolean isLarge(JavaClass type) {
    return type.isRecord() && type.reflect().getRecordComponents().length >= LARGE;
  }

  private static Set<String> places(JavaClass type) {
    return type.getConstructorCallsToSelf().stream()
        .filter(call -> isCanonical(call, type))
        .map(call -> call.getOriginOwner().getName())
        .filter(owner -> !owner.equals(type.getName()))
        .collect(Collectors.toSet());
  }

  private static boolean isCanonical(JavaConstructorCall call, JavaClass type) {
    ConstructorCallTarget target = call.getTarget();
    return target.getRawParameterTypes().size() == type.reflect().getRecordComponents().length;
  }
}

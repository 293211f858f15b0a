package dev.slipway.workflows.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Fallback;
import dev.slipway.api.OnFailure;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Status;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.fakes.Orders;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This version reads what a newer one writes; it does not trust what a caller writes. */
class UnknownNamesTest {
  private static final String OF_TOMORROW = "a-name-of-tomorrow";

  /** Every enum that is part of a record or defines how it is serialised. */
  static List<Class<?>> travellers() {
    var classes =
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.slipway.workflows", "dev.slipway.api");
    Stream<JavaClass> inRecords =
        classes.stream()
            .filter(JavaClass::isRecord)
            .flatMap(type -> type.getFields().stream())
            .map(JavaField::getRawType);
    Stream<JavaClass> named =
        classes.stream()
            .filter(
                type ->
                    type.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(JsonValue.class)));
    return Stream.concat(inRecords, named)
        .filter(JavaClass::isEnum)
        .distinct()
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  @Test
  void allOfThemAreFound() {
    assertThat(travellers())
        .hasSizeGreaterThanOrEqualTo(14)
        .contains(PythonRuntime.class, Status.class, OnFailure.class, Architecture.class);
  }

  @ParameterizedTest
  @MethodSource("travellers")
  void everySerialisedEnum_readsANewNameAsItsFallback(Class<?> type) throws Exception {
    Object read = Payloads.mapper().readValue("\"" + OF_TOMORROW + "\"", type);

    String name = ((Enum<?>) read).name();
    assertThat(type.getField(name).isAnnotationPresent(Fallback.class)).isTrue();
    assertThat(Stream.of(type.getFields()).filter(f -> f.isAnnotationPresent(Fallback.class)))
        .hasSize(1);
    // It survives a round trip.
    assertThat(Payloads.mapper().readValue(Payloads.mapper().writeValueAsString(read), type))
        .isEqualTo(read);
  }

  @Test
  void callers_cannotUseUnknownNames() {
    for (String name : List.of(OF_TOMORROW, "unknown")) {
      assertThatThrownBy(() -> PythonRuntime.of(name)).hasMessageContaining("expected: one of");
      assertThatThrownBy(() -> Architecture.of(name)).hasMessageContaining("expected:");
      assertThatThrownBy(() -> Status.of(name))
          .hasMessageContaining("expected: one of")
          .hasMessageNotContaining("canceled, unknown");
    }
  }

  @Test
  void settingsBeyondTodaysRanges_andNewFields_areRead() throws Exception {
    String json =
        write(Orders.revision("d-1", 1).spec())
            .replace("\"memorySize\":512", "\"memorySize\":20480,\"gpu\":\"one\"");

    assertThat(Payloads.mapper().readValue(json, DeploymentSpec.class).memorySize())
        .isEqualTo(20_480);
  }

  @Test
  void stateThatLacksWhatThisVersionHasAdded_isRead() throws Exception {
    String bare =
        """
        {"agent":%s,"agentName":"weather","nextRevision":1}"""
            .formatted(write(Orders.AGENT));

    assertThat(Payloads.mapper().readValue(bare, AgentState.class))
        .isEqualTo(AgentState.fresh(Orders.AGENT, "weather"));
  }

  private static String write(Object value) throws JsonProcessingException {
    return Payloads.mapper().writeValueAsString(value);
  }
}

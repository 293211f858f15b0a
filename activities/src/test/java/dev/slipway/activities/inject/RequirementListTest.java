package dev.slipway.activities.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementListTest {
  private static final List<String> CONSTRAINTS = List.of("mcp<2", "strands-agents==1.62.0");

  @Test
  void importsAlone_areTheList() {
    var list =
        RequirementList.of(List.of("strands-agents==1.62.0", "httpx"), List.of(), CONSTRAINTS);

    assertThat(list.lines()).containsExactly("httpx", "strands-agents==1.62.0");
    assertThat(list.constraints()).isEqualTo(CONSTRAINTS);
  }

  @Test
  void callersVersion_winsOverOursAndOverOurConstraint() {
    var list =
        RequirementList.of(
            List.of("strands-agents[openai]==1.62.0"),
            List.of("Strands_Agents[ollama] >= 1.60, <1.62"),
            CONSTRAINTS);

    assertThat(list.lines()).containsExactly("strands-agents[ollama,openai]>= 1.60, <1.62");
    assertThat(list.constraints()).containsExactly("mcp<2");
  }

  @Test
  void callersPackageWithoutVersion_keepsOurs() {
    var list =
        RequirementList.of(
            List.of("strands-agents==1.62.0"), List.of("strands.agents[otel]"), CONSTRAINTS);

    assertThat(list.lines()).containsExactly("strands-agents[otel]==1.62.0");
    assertThat(list.constraints()).isEqualTo(CONSTRAINTS);
  }

  @Test
  void lineWithAMarker_isListedNextToOurs() {
    var list =
        RequirementList.of(
            List.of("httpx"), List.of("httpx<1; python_version < '3.12'"), CONSTRAINTS);

    assertThat(list.lines()).containsExactly("httpx", "httpx<1 ; python_version < '3.12'");
  }

  @Test
  void order_makesNoDifference() {
    assertThat(RequirementList.of(List.of("b", "a"), List.of("d", "c"), List.of()))
        .isEqualTo(RequirementList.of(List.of("a", "b"), List.of("c", "d"), List.of()));
  }
}

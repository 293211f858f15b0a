package dev.slipway.activities.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementListTest {
  private static final List<String> CONSTRAINTS = List.of("mcp<2", "strands-agents==1.62.0");

  @Test
  void importsAlone_areTheList() {
    var list =
        RequirementList.of(
            List.of("strands-agents==1.62.0", "httpx"), List.of(), List.of(), CONSTRAINTS);

    assertThat(list.lines()).containsExactly("httpx", "strands-agents==1.62.0");
    assertThat(list.constraints()).isEqualTo(CONSTRAINTS);
  }

  @Test
  void callersVersion_winsOverOursAndOverOurConstraint() {
    var list =
        RequirementList.of(
            List.of("strands-agents[openai]==1.62.0"),
            List.of(),
            List.of("Strands_Agents[ollama] >= 1.60, <1.62"),
            CONSTRAINTS);

    assertThat(list.lines()).containsExactly("strands-agents[ollama,openai]>= 1.60, <1.62");
    assertThat(list.constraints()).containsExactly("mcp<2");
  }

  @Test
  void callersPackageWithoutVersion_keepsOurs() {
    var list =
        RequirementList.of(
            List.of("strands-agents==1.62.0"),
            List.of(),
            List.of("strands.agents[otel]"),
            CONSTRAINTS);

    assertThat(list.lines()).containsExactly("strands-agents[otel]==1.62.0");
    assertThat(list.constraints()).isEqualTo(CONSTRAINTS);
  }

  @Test
  void lineWithAMarker_isListedNextToOurs() {
    var list =
        RequirementList.of(
            List.of("httpx"), List.of(), List.of("httpx<1; python_version < '3.12'"), CONSTRAINTS);

    assertThat(list.lines()).containsExactly("httpx", "httpx<1 ; python_version < '3.12'");
  }

  @Test
  void order_makesNoDifference() {
    assertThat(RequirementList.of(List.of("b", "a"), List.of(), List.of("d", "c"), List.of()))
        .isEqualTo(RequirementList.of(List.of("a", "b"), List.of(), List.of("c", "d"), List.of()));
  }

  @Test
  void aFoldersOwnPins_replaceOurConstraintsAndYieldToTheCaller() {
    var pins = List.of("mcp==2.1.0", "httpx==0.28.1");

    assertThat(RequirementList.of(List.of("mcp>=2"), pins, List.of(), CONSTRAINTS).constraints())
        .contains("mcp==2.1.0", "httpx==0.28.1")
        .doesNotContain("mcp<2");
    assertThat(
            RequirementList.of(List.of(), pins, List.of("httpx<0.28"), CONSTRAINTS).constraints())
        .doesNotContain("httpx==0.28.1");
  }

  @Test
  void whatAFolderDeclares_replacesOurConstraint() {
    assertThat(RequirementList.beside(List.of("mcp>=2", "httpx"), CONSTRAINTS))
        .doesNotContain("mcp<2")
        .hasSize(CONSTRAINTS.size() - 1);
  }

  @Test
  void lineOfAFolderWithAMarker_staysAsItIs() {
    var list =
        RequirementList.of(
            List.of("httpx<1 ; python_version < '3.12'", "httpx"), List.of(), List.of(), List.of());

    assertThat(list.lines()).containsExactly("httpx", "httpx<1 ; python_version < '3.12'");
  }
}

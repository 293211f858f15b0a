package dev.slipway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
  private static final String GITHUB = "https://token.actions.githubusercontent.com";
  private static final String ACME = "https://login.example.com";

  @ParameterizedTest
  @CsvSource({
    "repo:acme/weather:*,  repo:acme/weather:ref:refs/heads/main,      true",
    "repo:acme/weather:*,  repo:acme/weather-evil:ref:refs/heads/main, false",
    "repo:acme/weather:*,  repo:acme/weather,                          false",
    "repo:acme/weather:*,  repo:evil/acme/weather:ref,                 false",
    "repo:acme/weather:*,  x-repo:acme/weather:ref,                    false",
    "repo:acme/weather:*,  REPO:ACME/WEATHER:ref,                      false",
    "repo:acme/weather:*,  'repo:evil/x\nrepo:acme/weather:ref',       false",
    "repo.acme/weather,    repo:acme/weather,                          false",
    "repo:*:environment:production, repo:acme/weather:environment:production,     true",
    "repo:*:environment:production, repo:acme/weather:environment:production-not, false"
  })
  void subject_fitsAsAWhole(String pattern, String subject, boolean fits) {
    Grant grant = grant(GITHUB, List.of(pattern), List.of());

    assertThat(grant.isFor(new Caller(GITHUB, subject, Set.of()))).isEqualTo(fits);
  }

  @Test
  void subjectOfAnotherIssuer_isAnotherPerson() {
    var kim = new Caller(GITHUB, "kim", Set.of("platform"));

    assertThat(grant(ACME, List.of("kim"), List.of("platform")).isFor(kim)).isFalse();
    assertThat(grant(GITHUB, List.of("kim"), List.of()).isFor(kim)).isTrue();
    assertThat(grant(null, List.of("kim"), List.of()).isFor(kim)).isTrue();
  }

  @Test
  void oneGroup_isEnough_andIsComparedAsAWhole() {
    Grant grant = grant(ACME, List.of(), List.of("platform", "release"));

    assertThat(grant.isFor(new Caller(ACME, "kim", Set.of("a", "release")))).isTrue();
    assertThat(grant.isFor(new Caller(ACME, "kim", Set.of("platform-guests")))).isFalse();
    assertThat(grant.isFor(new Caller(ACME, "release", Set.of()))).isFalse();
  }

  @Test
  void grantThatNamesNoOne_isForNoOne() {
    var kim = new Caller(ACME, "kim", Set.of("platform"));

    assertThat(grant(ACME, List.of(), List.of()).isFor(kim)).isFalse();
    assertThat(grant(null, List.of(), List.of()).isFor(kim)).isFalse();
  }

  @Test
  void access_addsUpWhatEachGrantGives() {
    Grant all = grant(ACME, List.of("*"), List.of());
    Grant platform = grant(null, List.of(), List.of("platform"));
    Grant robots = grant(GITHUB, List.of("*"), List.of());
    var access = new Access(List.of(), List.of(all, platform, robots));

    assertThat(access.grantsOf(new Caller(ACME, "kim", Set.of("platform"))))
        .containsExactly(all, platform);
    assertThat(access.grantsOf(new Caller("https://evil.example", "kim", Set.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "weather-a, eu-west-1,  true",
    "weather-,  eu-north-1, true",
    "weather,   eu-west-1,  false",
    "x-weather-a, eu-west-1, false",
    "weather-a, us-east-1,  true",
    "weather-a, us-east-11, false",
    "prod,      eu-west-1,  true",
    "prod-a,    eu-west-1,  false"
  })
  void reach_needsTheAgentAndTheRegion(String stack, String region, boolean covered) {
    var reach = new Reach(List.of("weather-*", "prod"), List.of("eu-*", "us-east-1"));

    assertThat(reach.covers(stack, region, () -> Account.OWN)).isEqualTo(covered);
  }

  @Test
  void reachWithoutPatterns_isEverything() {
    assertThat(Reach.ALL.covers("any", "eu-west-1", () -> "prod")).isTrue();
    assertThat(new Reach(List.of(), List.of("eu-*")).covers("any", "us-east-1", () -> "prod"))
        .isFalse();
  }

  @Test
  void reachOfAccounts_isForNoOther() {
    var reach = new Reach(List.of(), List.of(), List.of("prod", "test"));

    assertThat(reach.covers("any", "eu-west-1", () -> "prod")).isTrue();
    assertThat(reach.covers("any", "eu-west-1", () -> Account.OWN)).isFalse();
    assertThat(reach.covers("any", "eu-west-1", () -> "pro")).isFalse();
    assertThat(reach).isNotEqualTo(Reach.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*-prod", "a*b", "**", "a**", ""})
  void starElsewhereThanAtTheEnd_isRefused(String pattern) {
    assertThatThrownBy(() -> new Reach(List.of(pattern), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' (expected: * only at the end)".formatted(pattern));
    assertThatThrownBy(() -> new Reach(List.of(), List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Grant grant(@Nullable String issuer, List<String> subjects, List<String> groups) {
    return new Grant(Role.DEPLOYER, new People(issuer, subjects, groups), Reach.ALL);
  }
}

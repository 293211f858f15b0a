package dev.slipway.policy;

import dev.slipway.api.Approval;
import dev.slipway.api.Durations;
import dev.slipway.api.SpecField;
import dev.slipway.api.SpecField.Kind;
import dev.slipway.api.WireName;
import dev.slipway.policy.Rule.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a policy file, or says everything that is wrong with it and on which line. */
public final class PolicyReader {
  private static final Set<Kind> AMOUNTS = Set.of(Kind.NUMBER, Kind.SECONDS, Kind.DURATION);

  private static final String APPROVALS = "approvals";
  private static final String AT_ONCE = "at_once";

  /** More would be no limit: the workers' slots are fewer. */
  private static final int MOST_AT_ONCE = 1_000;

  /** The sections of a file. */
  private static final Set<String> SECTIONS = Set.of("sign_in", "grants", "accounts", "rules");

  /** The parts of a rule. */
  private static final Set<String> PARTS =
      Set.of("name", "owner", "reason", "for", "require", "packages", APPROVALS, AT_ONCE);

  /** Those that are about no field of a request. */
  private static final List<String> ELSEWHERE = List.of("packages", APPROVALS, AT_ONCE);

  private static final String NOTHING = "nothing (expected: sign_in, grants, accounts or rules)";

  private final Faults faults = new Faults();
  private final Path folder;
  private final Set<String> aliases = new LinkedHashSet<>(Set.of(Account.OWN));

  private PolicyReader(Path folder) {
    this.folder = folder;
  }

  /**
   * What a file says. Paths in it are relative to its folder; they need not exist.
   *
   * @throws IOException if it can't be read
   */
  public static Policy read(Path file) throws IOException, InvalidPolicy {
    Path absolute = file.toAbsolutePath();
    return read(file.getFileName().toString(), Files.readString(file), absolute.resolveSibling(""));
  }

  /**
   * What a text says. Paths in it are relative to the working directory.
   *
   * @param name what messages call it
   */
  public static Policy read(String name, String text) throws InvalidPolicy {
    return read(name, text, Path.of("").toAbsolutePath());
  }

  private static Policy read(String name, String text, Path folder) throws InvalidPolicy {
    var reader = new PolicyReader(folder);
    Policy policy = reader.policy(text);
    if (!reader.faults.all().isEmpty()) {
      throw new InvalidPolicy(name, reader.faults.all());
    }
    return policy;
  }

  private Policy policy(String text) {
    Node root = YamlMap.root(faults, text).orElse(null);
    if (root == null) {
      if (faults.all().isEmpty()) {
        faults.add(1, NOTHING);
      }
      return Policy.NONE;
    }
    var file = new YamlMap(faults, root, "the file", SECTIONS);
    if (faults.all().isEmpty() && SECTIONS.stream().noneMatch(file::has)) {
      faults.add(root, NOTHING);
    }
    var reader = new AccountReader(faults);
    List<Account> accounts = reader.read(file.list("accounts"));
    aliases.addAll(reader.aliases());
    var signIn = new SignInReader(faults, folder);
    List<Issuer> issuers = signIn.read(file.list("sign_in"));
    var people = new PeopleReader(faults, signIn.names());
    List<Grant> grants = new GrantReader(faults, people, aliases).read(file.list("grants"));
    return new Policy(new Access(issuers, grants), accounts, rules(file, people));
  }

  private List<Rule> rules(YamlMap file, PeopleReader people) {
    var names = new HashSet<String>();
    var rules = new ArrayList<Rule>();
    for (Node node : file.list("rules")) {
      Rule rule = rule(node, people);
      if (!rule.name().isEmpty() && !names.add(rule.name())) {
        faults.add(
            node,
            "name: '%s' is there twice (expected: one rule of each name)".formatted(rule.name()));
      }
      rules.add(rule);
    }
    return rules;
  }

  private Rule rule(Node node, PeopleReader people) {
    var rule = new YamlMap(faults, node, "a rule", PARTS);
    var requirements = new ArrayList<Requirement>();
    var required = rule.map("require", Field.all().stream().map(Field::name).toList());
    required.ifPresent(
        map -> map.each((name, value) -> requirements.addAll(requirements(name, value))));
    boolean isElsewhere = required.isEmpty() && ELSEWHERE.stream().anyMatch(rule::has);
    if (requirements.isEmpty() && !isElsewhere) {
      faults.add(
          node,
          "require: nothing (expected: at least one field, such as memory_size: {at_most: 1024})");
    }
    return new Rule(
        rule.requireText("name"),
        rule.requireText("owner"),
        rule.text("reason").orElse(null),
        scope(rule),
        requirements,
        new PackagesReader(faults).read(rule).orElse(null),
        people.read(rule, APPROVALS).orElse(null),
        atOnce(rule));
  }

  private @Nullable Integer atOnce(YamlMap rule) {
    Optional<String> text = rule.text(AT_ONCE);
    if (text.isEmpty()) {
      return null;
    }
    if (text.get().matches("[1-9]\\d{0,3}") && Integer.parseInt(text.get()) <= MOST_AT_ONCE) {
      return Integer.valueOf(text.get());
    }
    faults.add(
        rule.at(AT_ONCE),
        "%s: '%s' (expected: 1 to %d)".formatted(AT_ONCE, text.get(), MOST_AT_ONCE));
    return null;
  }

  private Scope scope(YamlMap rule) {
    var scope = rule.map("for", List.of("accounts", "agents", "regions", "tags"));
    Map<String, String> tags = new HashMap<>();
    scope
        .flatMap(given -> given.anyMap("tags"))
        .ifPresent(
            map ->
                map.each((name, value) -> map.text(name).ifPresent(text -> tags.put(name, text))));
    return new Scope(
        scope.map(given -> Aliases.read(faults, given, aliases)).orElse(List.of()),
        scope.map(given -> given.texts("agents")).orElse(List.of()),
        scope.map(given -> given.texts("regions")).orElse(List.of()),
        tags);
  }

  private List<Requirement> requirements(String name, Node node) {
    Field field = Field.named(name).orElseThrow();
    List<String> possible = possible(field.kind());
    var tests = new YamlMap(faults, node, name, Set.copyOf(possible));
    var requirements = new ArrayList<Requirement>();
    tests.each(
        (test, value) ->
            demand(field, test, tests)
                .ifPresent(demand -> requirements.add(new Requirement(field, demand))));
    return requirements;
  }

  private static List<String> possible(Kind kind) {
    if (AMOUNTS.contains(kind)) {
      return List.of("at_most", "at_least", "given");
    }
    return switch (kind) {
      case CHOICE, FLAG -> List.of("one_of");
      case TEXT -> List.of("one_of", "only", "given");
      case LIST, STATEMENTS -> List.of("only", "given");
      case MAP -> List.of("include", "given");
      default -> List.of("given");
    };
  }

  private Optional<Demand> demand(Field field, String test, YamlMap tests) {
    return switch (test) {
      case "at_most" ->
          amount(field, test, tests).map(most -> new Demand.AtMost(most.value(), most.text()));
      case "at_least" ->
          amount(field, test, tests).map(least -> new Demand.AtLeast(least.value(), least.text()));
      case "one_of" -> Optional.of(new Demand.OneOf(field, words(field, tests)));
      case "only" -> Optional.of(new Demand.Only(tests.texts(test)));
      case "include" -> Optional.of(new Demand.Include(Set.copyOf(tests.texts(test))));
      default -> tests.flag(test).map(Demand.Given::new);
    };
  }

  private record Amount(long value, String text) {}

  private Optional<Amount> amount(Field field, String test, YamlMap tests) {
    return tests
        .text(test)
        .flatMap(
            text -> {
              try {
                return Optional.of(new Amount(amount(field, text), text));
              } catch (IllegalArgumentException e) {
                faults.add(
                    tests.at(test),
                    "%s.%s: '%s' (expected: %s)"
                        .formatted(
                            field,
                            test,
                            text,
                            field.kind() == Kind.DURATION
                                ? "a duration, such as 30d"
                                : "a whole number"));
                return Optional.empty();
              }
            });
  }

  private static long amount(Field field, String text) {
    return field.kind() == Kind.DURATION
        ? Durations.read(field.name(), text).toSeconds()
        : Long.parseLong(text);
  }

  /** A choice's values must exist, or a misspelt rule would refuse everything. */
  private List<String> words(Field field, YamlMap tests) {
    List<String> words = tests.texts("one_of");
    List<String> known = known(field);
    for (String word : words) {
      if (!known.isEmpty() && known.stream().noneMatch(value -> Wildcard.matches(word, value))) {
        faults.add(
            tests.at("one_of"),
            "%s.one_of: '%s' (expected: %s)".formatted(field, word, String.join(", ", known)));
      }
    }
    if (words.isEmpty()) {
      faults.add(
          tests.at("one_of"), "%s.one_of: nothing (expected: a list of values)".formatted(field));
    }
    return words;
  }

  private static List<String> known(Field field) {
    SpecField spec = field.spec();
    if (field.name().equals(Policy.APPROVAL)) {
      return List.of(Approval.REQUIRED.wireName()); // A rule that forbids approvals would loosen.
    }
    if (field.kind() == Kind.FLAG) {
      return List.of("true", "false");
    }
    return spec == null ? List.of() : spec.choices().stream().map(WireName::wireName).toList();
  }
}

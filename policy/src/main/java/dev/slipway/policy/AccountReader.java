package dev.slipway.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the accounts in a policy file. */
final class AccountReader {
  /** It is a word of addresses and of the command line. */
  private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  private static final Pattern ID = Pattern.compile("\\d{12}");

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/[\\w+=,.@/-]{1,512}");

  /** What STS accepts. */
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  private final Faults faults;
  private final Set<String> aliases = new LinkedHashSet<>();
  private final Set<String> ids = new HashSet<>();

  AccountReader(Faults faults) {
    this.faults = faults;
  }

  List<Account> read(List<Node> nodes) {
    var accounts = new ArrayList<Account>();
    nodes.forEach(node -> accounts.add(account(node)));
    return accounts;
  }

  /** The aliases as the file spells them, also those with something wrong. */
  Set<String> aliases() {
    return aliases;
  }

  private Account account(Node node) {
    var account =
        new YamlMap(
            faults, node, "an account", Set.of("alias", "id", "role", "external_id", "regions"));
    String alias = alias(account);
    String id = matching(account, "id", ID, "12 digits");
    return new Account(alias, id, role(account, id), externalId(account), regions(account));
  }

  private String alias(YamlMap account) {
    String alias =
        matching(account, "alias", ALIAS, "lower-case letters, digits and '-', 32 at most");
    if (alias.equals(Account.OWN)) {
      faults.add(
          account.at("alias"),
          "alias: '%s' (expected: another; it means the server's own account)".formatted(alias));
    } else if (!alias.isEmpty() && !aliases.add(alias)) {
      faults.add(
          account.at("alias"),
          "alias: '%s' is there twice (expected: one account of each alias)".formatted(alias));
    }
    return alias;
  }

  private String role(YamlMap account, String id) {
    if (!id.isEmpty() && !ids.add(id)) {
      faults.add(
          account.at("id"),
          "id: '%s' is there twice (expected: one alias of each account)".formatted(id));
    }
    String role =
        matching(
            account,
            "role",
            ROLE,
            "the ARN of a role, such as arn:aws:iam::123456789012:role/slipway");
    var parts = ROLE.matcher(role);
    if (parts.matches() && !id.isEmpty() && !parts.group(1).equals(id)) {
      faults.add(
          account.at("role"), "role: '%s' (expected: one of account %s)".formatted(role, id));
    }
    return role;
  }

  /** Empty after a fault. */
  private String matching(YamlMap account, String name, Pattern pattern, String expected) {
    String text = account.requireText(name);
    if (text.isEmpty() || pattern.matcher(text).matches()) {
      return text;
    }
    faults.add(account.at(name), "%s: '%s' (expected: %s)".formatted(name, text, expected));
    return "";
  }

  private @Nullable String externalId(YamlMap account) {
    Optional<String> id = account.text("external_id");
    if (id.isPresent() && !EXTERNAL_ID.matcher(id.get()).matches()) {
      faults.add(
          account.at("external_id"),
          "external_id: '%s' (expected: 2 to 1224 letters, digits or any of +=,.@:/-)"
              .formatted(id.get()));
    }
    return id.orElse(null);
  }

  private List<String> regions(YamlMap account) {
    List<String> regions = account.texts("regions");
    for (String region : regions) {
      if (!Reach.isPattern(region)) {
        faults.add(
            account.at("regions"), "regions: '%s' (expected: * only at the end)".formatted(region));
      }
    }
    if (account.has("regions") && regions.isEmpty()) {
      faults.add(
          account.at("regions"),
          "regions: nothing (expected: at least one; left out, it is for all)");
    }
    return regions;
  }
}

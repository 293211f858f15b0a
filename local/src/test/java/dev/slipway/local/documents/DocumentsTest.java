package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.StarterSettings;
import dev.slipway.worker.WorkerSettings;
import dev.slipway.workflows.failure.FailureType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents ask people to type exists. */
class DocumentsTest {
  private static final Pattern COMMAND = Pattern.compile("\\./slipway ([a-z][a-z-]*)");
  private static final Pattern LAUNCHER_VERB = Pattern.compile("(?m)^ {4}([a-z]+)(?: \\| .*)?\\)");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern NAMES = Pattern.compile("NAMES =\\s+List\\.of\\(([^)]*)\\)");

  /** AWS's read operations begin with Get. */
  private static final Pattern CLASS = Pattern.compile("`((?!Get)[A-Z][a-z]+[A-Z][A-Za-z]+)`");

  private static final Pattern QUOTED = Pattern.compile("\"([a-z-]+)\"");

  @ParameterizedTest
  @MethodSource("dev.slipway.local.documents.Repository#documents")
  void commands_exist(String document) {
    Set<String> used = new TreeSet<>();
    COMMAND.matcher(Repository.text(document)).results().forEach(m -> used.add(m.group(1)));

    assertThat(used).isSubsetOf(verbs());
  }

  @ParameterizedTest
  @MethodSource("dev.slipway.local.documents.Repository#documents")
  void links_leadSomewhere(String document) {
    assertThat(LINK.matcher(Repository.text(document)).results())
        .allSatisfy(link -> assertLeadsSomewhere(document, link.group(1), link.group(2)));
  }

  private static void assertLeadsSomewhere(
      String document, String relative, @Nullable String anchor) {
    Path from = Path.of(document);
    Path target = relative.isEmpty() ? from : from.resolveSibling(relative).normalize();

    assertThat(Repository.path(target.toString())).exists();
    if (anchor != null) {
      assertThat(anchors(target.toString())).as("%s", target).contains(anchor);
    }
  }

  /** The anchors of a document's headings, as GitHub makes them. */
  private static Stream<String> anchors(String document) {
    return HEADING
        .matcher(Repository.text(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(words -> words.replaceAll("[^\\w -]", "").replace(' ', '-'));
  }

  @ParameterizedTest
  @MethodSource("dev.slipway.local.documents.Repository#aboutTheCode")
  void classes_exist(String document) {
    Set<String> named = new TreeSet<>();
    CLASS.matcher(Repository.text(document)).results().forEach(m -> named.add(m.group(1)));
    Stream.of(FailureType.values()).map(FailureType::wireName).forEach(named::remove);

    assertThat(named).isSubsetOf(Repository.classes());
  }

  /** The check of the Helm chart in turn compares these tables with what its values set. */
  @ParameterizedTest
  @ValueSource(classes = {WorkerSettings.class, StarterSettings.class})
  void settings_areInTheOperatorsGuide(Class<? extends Record> settings) {
    String guide = Repository.text("docs/guides/operating.md").replace("_", "");

    assertThat(SettingNames.of(settings))
        .extracting(name -> name.replace("_", ""))
        .isNotEmpty()
        .allMatch(name -> guide.contains("`" + name + "`"), "is in a table of operating.md");
  }

  private static Set<String> verbs() {
    Set<String> verbs = new TreeSet<>();
    LAUNCHER_VERB
        .matcher(Repository.text("slipway"))
        .results()
        .forEach(match -> verbs.add(match.group(1)));
    var names =
        NAMES.matcher(Repository.text("cli/src/main/java/dev/slipway/cli/commands/Verbs.java"));
    assertThat(names.find()).isTrue();
    QUOTED.matcher(names.group(1)).results().forEach(match -> verbs.add(match.group(1)));
    assertThat(Repository.text("cli/src/main/java/dev/slipway/cli/Completion.java"))
        .contains("name = \"completion\"");
    verbs.add("completion");
    return verbs;
  }
}

package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.commands.Verbs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code ./slipway help} says of the command line is written by hand in the launcher. */
class LauncherHelpTest extends CommandLineCase {
  private static final Path HELP = Path.of("../launcher/lib/help.sh");

  @Test
  void everyOptionThatItNames_isOneOfAVerb() throws IOException {
    Verbs.NAMES.forEach(verb -> slipway("help", verb));
    slipway("tokens", "create", "--help");

    String ofVerbs = Files.readString(HELP).split("\nDeploying\n", 2)[1];
    assertThat(words("--[a-z][a-z-]*", ofVerbs)).contains("--memory", "--json");
    assertThat(words("--[a-z][a-z-]*", console.outText()))
        .containsAll(words("--[a-z][a-z-]*", ofVerbs));
  }

  @Test
  void everyVerb_isNamed() throws IOException {
    assertThat(words("[a-z][a-z-]*", Files.readString(HELP))).containsAll(Verbs.NAMES);
  }

  private static List<String> words(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }
}

package dev.slipway.policy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some of those who sign in.
 *
 * @param issuer only people of this issuer; of any when absent
 * @param subjects patterns of subjects; a person fits if one does
 * @param groups names of groups; a person fits if they are in one
 */
public record People(@Nullable String issuer, List<String> subjects, List<String> groups) {
  public People {
    subjects = List.copyOf(subjects);
    groups = List.copyOf(groups);
  }

  /** Whether the caller is one of them; nobody is where no one is named. */
  public boolean include(Caller caller) {
    return (issuer == null || issuer.equals(caller.issuer()))
        && (subjects.stream().anyMatch(pattern -> Wildcard.matches(pattern, caller.subject()))
            || !Collections.disjoint(groups, caller.groups()));
  }

  /** Such as {@code group release, or subject kim, of https://login.example.com}. */
  public String words() {
    String named =
        String.join(
            ", or ",
            Stream.concat(
                    groups.stream().map(group -> "group " + group),
                    subjects.stream().map(subject -> "subject " + subject))
                .toList());
    return issuer == null ? named : named + " of " + issuer;
  }
}

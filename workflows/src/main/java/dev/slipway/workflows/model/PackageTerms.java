package dev.slipway.workflows.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server's rules demand of the packages that a build takes. It travels with the order, since
 * only the server knows the rules, and only a worker knows its package index.
 *
 * @param indexes the package indexes that may be asked, by each rule that says so
 * @param coolDown how long a release must have been out; absent for no time
 */
public record PackageTerms(List<Indexes> indexes, @Nullable CoolDown coolDown) {
  /** Any package of any index. */
  public static final PackageTerms NONE = new PackageTerms(List.of(), null);

  public PackageTerms {
    indexes = indexes == null ? List.of() : List.copyOf(indexes);
  }

  /**
   * The only indexes that may be asked.
   *
   * @param allowed their addresses
   * @param rule which rule of whom says so, in words
   */
  public record Indexes(List<String> allowed, String rule) {
    public Indexes {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * How long a release must have been out.
   *
   * @param rule which rule of whom says so, in words
   */
  public record CoolDown(Duration age, String rule) {}
}

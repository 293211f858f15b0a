package dev.slipway.policy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider whose tokens the server accepts.
 *
 * @param uri its issuer identifier, as its tokens spell it
 * @param audience what its tokens must name as their audience
 * @param algorithms the signature algorithms it may use, all of them asymmetric
 * @param nameClaim the claim with the name of a person
 * @param groupsClaim the claim with the groups of a person
 * @param page how people sign in to the page with it; absent when it is for machines only
 */
public record Issuer(
    URI uri,
    String audience,
    List<String> algorithms,
    String nameClaim,
    String groupsClaim,
    @Nullable PageClient page) {
  public Issuer {
    algorithms = List.copyOf(algorithms);
  }

  /**
   * The page, as a client of the provider.
   *
   * @param secretFile the file with the client's secret; absent for a public client
   */
  public record PageClient(String clientId, @Nullable Path secretFile) {}
}

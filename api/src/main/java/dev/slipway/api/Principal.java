package dev.slipway.api;

import org.jspecify.annotations.Nullable;

/**
 * Who did something, as proven to the server.
 *
 * @param issuer who vouches for them: an identity provider's address, or {@link #LOCAL}
 * @param subject who they are to that issuer; issuer and subject together never mean another person
 * @param name what people call them
 * @param method how they signed in
 * @param tokenId the API token they used; absent without one
 */
public record Principal(
    String issuer, String subject, String name, String method, @Nullable String tokenId) {
  /** The issuer of a stack on one's own machine. */
  public static final String LOCAL = "slipway:local";

  /** Who vouches for them and who they are to that issuer, in one text. */
  public String issuerAndSubject() {
    return issuer + "/" + subject;
  }

  /** Whether both are one person, whatever they signed in with. */
  public boolean isSamePerson(Principal other) {
    return issuer.equals(other.issuer) && subject.equals(other.subject);
  }
}

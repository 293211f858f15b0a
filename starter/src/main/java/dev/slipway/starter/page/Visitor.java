package dev.slipway.starter.page;

import dev.slipway.starter.signin.SignedIn;

/**
 * Who is looking at the page.
 *
 * @param identity theirs alone, as a name need not be; empty when no one is signed in
 * @param name empty when no one is signed in
 * @param owner whether it is this server's owner, who has no one to sign out from
 */
public record Visitor(String identity, String name, boolean owner) {
  static Visitor current() {
    return SignedIn.current()
        .map(
            who ->
                new Visitor(
                    who.principal().issuerAndSubject(), who.principal().name(), who.isOwner()))
        .orElse(new Visitor("", "", false));
  }
}

package dev.slipway.starter.requests;

import dev.slipway.api.Principal;
import dev.slipway.api.Requester;
import dev.slipway.starter.signin.SignedIn;

/** Who asks: whoever is signed in. A body can only say for whom they do. */
final class Requesters {
  private static final int MAX_LENGTH = 200;

  /** A request that nobody has signed in for; it has no rights. */
  private static final Principal NOBODY =
      new Principal(Principal.LOCAL, "nobody", "nobody", "none", null);

  private Requesters() {}

  /**
   * Reads {@code on_behalf_of}; {@code requested_by}, as it was called before anybody signed in,
   * means the same.
   */
  static Requester read(Fields fields) {
    String named =
        fields
            .text("on_behalf_of", MAX_LENGTH)
            .or(() -> fields.text("requested_by", MAX_LENGTH))
            .map(text -> text.strip().replaceAll("\\p{Cntrl}", " "))
            .filter(text -> !text.isBlank())
            .orElse(null);
    return new Requester(SignedIn.current().map(SignedIn::principal).orElse(NOBODY), named);
  }
}

package dev.slipway.activities.notices;

import java.net.UnknownHostException;

/** A name is known, but at an address that notices must not be sent to. */
final class ForbiddenAddress extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddress(String message) {
    super(message);
  }
}

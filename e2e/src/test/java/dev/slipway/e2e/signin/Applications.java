package dev.slipway.e2e.signin;

import java.net.URI;
import java.util.Map;

/**
 * The applications that both identity providers know.
 *
 * @param pageReturn where the provider sends a browser back to after a sign-in to the page
 */
record Applications(URI pageReturn) {
  /** The page: a public client with the authorization code grant and PKCE. */
  static final String PAGE = "slipway-page";

  /** A pipeline: a confidential client with the client credentials grant. */
  static final String PIPELINE = "pipeline-weather";

  /** Another one, which nobody granted anything. */
  static final String STRANGER = "pipeline-stranger";

  /** What Slipway's tokens must name as their audience. */
  static final String API = "https://slipway.example.com";

  /** The pipelines, with their secrets. */
  static final Map<String, String> PIPELINES =
      Map.of(PIPELINE, "secret-of-weather", STRANGER, "secret-of-stranger");
}

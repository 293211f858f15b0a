package dev.slipway.cli.signin;

import dev.slipway.cli.http.Token;

/**
 * A token and where it was found.
 *
 * @param origin in words, for people who wonder who they are
 */
public record FoundToken(Token token, String origin) {}

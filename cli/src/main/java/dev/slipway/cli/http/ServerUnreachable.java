package dev.slipway.cli.http;

/** The server did not answer. */
public final class ServerUnreachable extends RuntimeException {
  private final String reason;

  public ServerUnreachable(ServerAddress server, String reason) {
    super("The server at %s does not answer: %s.".formatted(server, reason));
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}

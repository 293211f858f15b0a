package dev.slipway.temporal.codec;

/** A payload can't be decrypted; the message says why and what to do. */
public final class UnreadablePayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadablePayloadException(String message) {
    super(message);
  }

  UnreadablePayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}

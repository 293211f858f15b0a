package dev.slipway.temporal.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts payloads with AES-GCM, in the form of Temporal's own samples: {@code encoding} is {@code
 * binary/encrypted}, {@code encryption-key-id} names the key, and the data is a nonce followed by
 * the encrypted payload with its metadata.
 *
 * <p>A payload that is not encrypted is read unchanged, so that encryption can be turned on at any
 * time.
 */
final class EncryptingCodec implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
  private static final String KEY_ID = "encryption-key-id";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final PayloadKeys keys;
  private final SecureRandom random = new SecureRandom();

  EncryptingCodec(PayloadKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encode).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  Payload encode(Payload payload) {
    return isEncrypted(payload)
        ? payload
        : keys.current().map(id -> encrypted(payload, id)).orElse(payload);
  }

  private Payload encrypted(Payload payload, String id) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, key(id), nonce);
      byte[] hidden = cipher.doFinal(payload.toByteArray());
      return Payload.newBuilder()
          .putMetadata(ENCODING, ENCRYPTED)
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(id))
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(hidden)))
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  /**
   * The payload as it was before it was encrypted.
   *
   * @throws UnreadablePayloadException if its key is missing or is another one
   */
  Payload decode(Payload payload) {
    if (!isEncrypted(payload)) {
      return payload;
    }
    String id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
    SecretKey key = key(id);
    ByteBuffer data = payload.getData().asReadOnlyByteBuffer();
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      data.get(nonce);
      byte[] hidden = new byte[data.remaining()];
      data.get(hidden);
      return Payload.parseFrom(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(hidden));
    } catch (GeneralSecurityException
        | InvalidProtocolBufferException
        | BufferUnderflowException e) {
      throw new UnreadablePayloadException(
          "A payload that says it was encrypted with the key '%s' can't be decrypted (%s: has it another key of that id?)"
              .formatted(id, PayloadKeys.SETTING),
          e);
    }
  }

  private SecretKey key(String id) {
    SecretKey key = keys.key(id);
    if (key == null) {
      throw new UnreadablePayloadException(
          "A payload is encrypted with the key '%s' (%s has %s; expected: this one among them)"
              .formatted(id, PayloadKeys.SETTING, keys));
    }
    return key;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static boolean isEncrypted(Payload payload) {
    return ENCRYPTED.equals(payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY));
  }
}

package dev.slipway.e2e.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The keys of an identity provider.
 *
 * @param rsa signs what it issues
 * @param elliptic published as well
 * @param retired no longer signs, but is still published
 */
record SigningKeys(RSAKey rsa, ECKey elliptic, List<JWK> retired) {
  SigningKeys {
    retired = List.copyOf(retired);
  }

  static SigningKeys generate() {
    try {
      return new SigningKeys(
          new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id()).generate(),
          new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(id()).generate(),
          List.of());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  /** New keys, with these published beside them. */
  SigningKeys rotated() {
    SigningKeys next = generate();
    return new SigningKeys(next.rsa(), next.elliptic(), List.of(rsa, elliptic));
  }

  /** Only those that still sign. */
  SigningKeys withoutRetired() {
    return new SigningKeys(rsa, elliptic, List.of());
  }

  /** All of them, with their private parts, those that sign first. */
  JWKSet all() {
    List<JWK> keys = new ArrayList<>(List.of(rsa, elliptic));
    keys.addAll(retired);
    return new JWKSet(keys);
  }
}

package dev.slipway.e2e.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A token like one that a provider issued, but for one thing.
 *
 * @param header of the new one
 * @param claims of the new one
 */
record Forged(JWSHeader header, JWTClaimsSet claims) {
  /** Starts from an issued token. */
  static Forged like(String token) {
    try {
      SignedJWT issued = SignedJWT.parse(token);
      return new Forged(issued.getHeader(), issued.getJWTClaimsSet());
    } catch (ParseException e) {
      throw new IllegalArgumentException("no signed token: " + token, e);
    }
  }

  /** With a claim; without it when null. */
  Forged claim(String name, @Nullable Object value) {
    return new Forged(header, new JWTClaimsSet.Builder(claims).claim(name, value).build());
  }

  /** Issued, valid from and valid until so long from now; the past is negative. */
  Forged valid(Duration from, Duration until) {
    Instant now = Instant.now();
    return claim("iat", Date.from(now.plus(from)))
        .claim("nbf", Date.from(now.plus(from)))
        .claim("exp", Date.from(now.plus(until)));
  }

  Forged type(String type) {
    return header(builder -> builder.type(new JOSEObjectType(type)));
  }

  Forged header(UnaryOperator<JWSHeader.Builder> change) {
    return new Forged(change.apply(new JWSHeader.Builder(header)).build(), claims);
  }

  /** With a parameter in the header that the library has no name for. */
  Forged headerParameter(String name, Object value) {
    try {
      Map<String, Object> parameters = new HashMap<>(header.toJSONObject());
      parameters.put(name, value);
      return new Forged(JWSHeader.parse(parameters), claims);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The same header for another algorithm. */
  Forged algorithm(JWSAlgorithm algorithm) {
    return new Forged(
        new JWSHeader.Builder(algorithm).type(header.getType()).keyID(header.getKeyID()).build(),
        claims);
  }

  /** Signed with this key, whichever key the header names. */
  String signed(RSAKey key) {
    try {
      return signed(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with this key, which the header names. */
  String signed(ECKey key) {
    try {
      return algorithm(JWSAlgorithm.ES256)
          .header(builder -> builder.keyID(key.getKeyID()))
          .signed(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed with a shared key, which is what an attacker makes of a public one. */
  String signed(byte[] sharedKey) {
    try {
      return algorithm(JWSAlgorithm.HS256).signed(new MACSigner(sharedKey));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(JWSSigner signer) throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  /** Under any header and with any signature. */
  String with(String headerJson, String signature) {
    return "%s.%s.%s"
        .formatted(Base64URL.encode(headerJson), Base64URL.encode(claims.toString()), signature);
  }
}

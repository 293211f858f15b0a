package dev.slipway.starter.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.policy.Issuer;
import dev.slipway.starter.problems.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a provider is asked, and what is said meanwhile; e2e has all that a token may be. */
class ProviderTokensTest {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean ready;
  private Instant now = Instant.now();
  private RSAKey key;
  private HttpServer server;
  private URI issuer;
  private ProviderTokens tokens;

  @BeforeEach
  void open() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("known").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = answer(exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(ready ? 200 : 503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    var trusted = new Issuer(issuer, "slipway", List.of("RS256"), "name", "groups", null);
    tokens = new ProviderTokens(List.of(trusted), () -> now);
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String answer(URI asked) {
    return asked.getPath().equals("/jwks")
        ? new JWKSet(key).toString(true)
        : """
          {"issuer":"%1$s","jwks_uri":"%1$s/jwks","subject_types_supported":["public"]}"""
            .formatted(issuer);
  }

  private String token(String keyId) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer.toString())
            .audience("slipway")
            .subject("ada")
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .build();
    var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
    try {
      jwt.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  private int refusal(String token) {
    return catchThrowableOfType(ProblemException.class, () -> tokens.check(token))
        .problem()
        .status();
  }

  @Test
  void providerThatIsAway_isAskedAgainAfterAMoment_andNotForEachToken() {
    for (int i = 0; i < 5; i++) {
      assertThat(refusal(token("known"))).isEqualTo(503);
    }
    assertThat(asked).hasValue(1);

    ready = true;
    now = now.plus(Duration.ofSeconds(3));
    assertThat(tokens.check(token("known")).getName()).isEqualTo("ada");
  }

  @Test
  void tokensWithUnknownKeys_areRefused_howeverManyThereAre() {
    ready = true;
    assertThat(tokens.check(token("known")).getName()).isEqualTo("ada");
    for (int i = 0; i < 5; i++) {
      assertThat(refusal(token("unknown" + i))).isEqualTo(401);
    }
    assertThat(asked).as("metadata, keys, and one more look").hasValueLessThan(5);
    assertThat(tokens.check(token("known")).getName()).isEqualTo("ada");
  }
}

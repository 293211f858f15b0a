package dev.slipway.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LoneStarter;
import dev.slipway.e2e.harness.Waiting;
import dev.slipway.e2e.signin.Login.Tokens;
import dev.slipway.e2e.signin.Stranger.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A starter accepts what its identity provider issues, and nothing else. Each subclass is a
 * provider that somebody else wrote.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SignInContract {
  /** The starter looks for new keys every ten seconds at most. */
  private static final Duration NEXT_LOOK = Duration.ofMinutes(1);

  private static final Duration LATER = Duration.ofMinutes(10);

  private Path folder;
  private SigningKeys keys = SigningKeys.generate();
  private final SigningKeys keysOfAnother = SigningKeys.generate();
  private final AtomicInteger fetched = new AtomicInteger();

  private Applications page;
  private IdentityProvider provider;
  private IdentityProvider another;
  private HttpServer attacker;
  private LoneStarter starter;
  private Stranger stranger;
  private String issued;
  private Tokens ada;

  /** A provider that has not been started; a test that can't have one is skipped. */
  abstract IdentityProvider provider(Applications applications);

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    this.folder = folder;
    starter = starter("main");
    page = new Applications(starter.address().resolve("/sign-in/back/0"));
    provider = provider(page);
    another = provider(page);
    provider.start(keys);
    another.start(keysOfAnother);
    attacker = HttpServer.create(loopback(0), 0);
    attacker.createContext(
        "/", exchange -> answer(exchange, keysOfAnother.all().toString(false), fetched));
    attacker.start();
    introduce("main", provider);
    starter.start();
    stranger = new Stranger(starter.address());
    issued = pipeline(Applications.PIPELINE);
    ada = person(TestUsers.ADA);
    assertThat(stranger.whoami(issued)).returns(200, Answer::status);
  }

  private static void answer(HttpExchange exchange, String json, AtomicInteger requests)
      throws IOException {
    requests.incrementAndGet();
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** A starter that is not running yet. */
  private LoneStarter starter(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    return LoneStarter.unconnected(home, "--slipway.policy=" + home.resolve("policy.yaml"));
  }

  /** Makes a starter know these providers; people of the first are granted something. */
  private void introduce(String name, IdentityProvider... known) throws IOException {
    String signIn = Stream.of(known).map(SignInContract::entry).collect(Collectors.joining());
    Files.writeString(
        folder.resolve(name).resolve("policy.yaml"), "sign_in:\n" + signIn + grants(known[0]));
  }

  private static String entry(IdentityProvider known) {
    return """
      - issuer: %s
        audience: %s
        algorithms: [RS256, ES256]
        page: {client_id: slipway-page}
    """
        .formatted(known.issuer(), Applications.API);
  }

  private static String grants(IdentityProvider known) {
    return """
    grants:
      - role: operator
        to: {issuer: ISSUER, groups: [platform]}
      - role: deployer
        to: {issuer: ISSUER, subjects: ["*-weather"]}
        for: {agents: ["strands-agent-weather*"], regions: ["eu-*"]}
    """
        .replace("ISSUER", known.issuer().toString());
  }

  @AfterAll
  void close() {
    for (IdentityProvider one : Stream.of(provider, another).filter(p -> p != null).toList()) {
      one.stop();
    }
    if (attacker != null) {
      attacker.stop(0);
    }
    if (starter != null) {
      starter.close();
    }
  }

  private String pipeline(String client) {
    return new Login(provider).pipeline(client, Applications.API);
  }

  private Tokens person(String user) {
    return new Login(provider).person(user, page);
  }

  // What holds.

  @Test
  void pipeline_isKnownByItsSubject_andHasTheRoleOfItsGrant() {
    JsonNode who = stranger.whoami(issued).json();

    assertThat(who.at("/principal/issuer").asText()).isEqualTo(provider.issuer().toString());
    assertThat(who.at("/principal/subject").asText()).isEqualTo(Applications.PIPELINE);
    assertThat(roles(who)).containsExactly("deployer");
    assertThat(who.at("/roles/0/agents/0").asText()).isEqualTo("strands-agent-weather*");
    assertThat(who.at("/roles/0/regions/0").asText()).isEqualTo("eu-*");
    assertThat(who.at("/expires_at").asText()).isNotEmpty();
    assertThat(stranger.rules(issued)).returns(200, Answer::status);
  }

  @Test
  void person_isKnownByTheirName_andHasTheRoleOfTheirGroup() {
    JsonNode who = stranger.whoami(ada.access()).json();

    assertThat(who.at("/principal/issuer").asText()).isEqualTo(provider.issuer().toString());
    assertThat(who.at("/principal/subject").asText()).isEqualTo(TestUsers.ADA);
    assertThat(who.at("/principal/name").asText()).isEqualTo("Ada Lovelace");
    assertThat(roles(who)).containsExactly("operator");
    assertThat(stranger.rules(ada.access())).returns(200, Answer::status);
  }

  @Test
  void roleThatIsMissing_isNamed() {
    Answer refused = stranger.destroy(issued);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("operator", "has: viewer");
    assertThat(refused.body()).doesNotContain(issued);
  }

  @Test
  void whoeverHasNoGrant_isKnown_andMayDoNothing() {
    for (String token : List.of(person(TestUsers.BOB).access(), pipeline(Applications.STRANGER))) {
      assertThat(roles(stranger.whoami(token).json())).isEmpty();
      Answer refused = stranger.rules(token);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().path("detail").asText()).contains("role viewer", "has: none");
    }
  }

  private static List<String> roles(JsonNode who) {
    return StreamSupport.stream(who.path("roles").spliterator(), false)
        .map(role -> role.path("role").asText())
        .toList();
  }

  Stream<Arguments> tokensThatHold() {
    return Stream.of(
        arguments("without a type", signed(like -> like.header(header -> header.type(null)))),
        arguments("of type JWT", signed(like -> like.type("JWT"))),
        arguments("of type at+jwt", signed(like -> like.type("at+jwt"))),
        arguments("of its long type", signed(like -> like.type("application/AT+JWT"))),
        arguments(
            "for several audiences",
            signed(like -> like.claim("aud", List.of("https://other", Applications.API)))),
        arguments("signed with ES256", Forged.like(issued).signed(keys.elliptic())),
        arguments("with a number for a name", signed(like -> like.claim("name", 42))),
        arguments("with an object for a name", signed(like -> like.claim("name", Map.of("a", 1)))),
        arguments(
            "with an object for groups", signed(like -> like.claim("groups", Map.of("a", 1)))),
        arguments(
            "with numbers for groups", signed(like -> like.claim("groups", List.of(1, "b")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokensThatHold")
  void tokenHolds(String what, String token) {
    assertThat(stranger.whoami(token)).as(what).returns(200, Answer::status);
    assertThat(stranger.rules(token)).as(what).returns(200, Answer::status);
  }

  // What does not.

  Stream<Arguments> tokensThatDoNotHold() {
    return Stream.of(
            ofSomebodyElse(), forSomethingElse(), atAnotherTime(), falsified(), ofTheWrongKind())
        .flatMap(cases -> cases.entrySet().stream())
        .map(one -> arguments(one.getKey(), one.getValue()));
  }

  private Map<String, String> ofSomebodyElse() {
    String foreign = new Login(another).pipeline(Applications.PIPELINE, Applications.API);
    return Map.of(
        "of another provider", foreign,
        "of another provider that claims to be ours",
            Forged.like(foreign)
                .claim("iss", provider.issuer().toString())
                .signed(keysOfAnother.rsa()),
        "with another key under the name of ours", Forged.like(issued).signed(keysOfAnother.rsa()),
        "with the key in its own header",
            Forged.like(issued)
                .header(header -> header.jwk(keysOfAnother.rsa().toPublicJWK()).keyID(null))
                .signed(keysOfAnother.rsa()),
        "with the address of its key in its header",
            Forged.like(issued)
                .header(header -> header.jwkURL(evil()).keyID(keysOfAnother.rsa().getKeyID()))
                .signed(keysOfAnother.rsa()),
        "with the address of its certificate in its header",
            Forged.like(issued)
                .header(header -> header.x509CertURL(evil()).keyID(null))
                .signed(keysOfAnother.rsa()),
        "without an issuer", signed(like -> like.claim("iss", null)),
        "of our issuer with a slash", signed(like -> like.claim("iss", provider.issuer() + "/")));
  }

  private URI evil() {
    return URI.create("http://127.0.0.1:%d/jwks".formatted(attacker.getAddress().getPort()));
  }

  private Map<String, String> forSomethingElse() {
    return Map.of(
        "for another API",
            new Login(provider).pipeline(Applications.PIPELINE, "https://other.example.com"),
        "for an API with a similar name",
            signed(like -> like.claim("aud", List.of(Applications.API + "/"))),
        "for nothing", signed(like -> like.claim("aud", null)),
        "ID token for the page", ada.id(),
        "logout token", signed(like -> like.type("logout+jwt")),
        "proof of possession", signed(like -> like.type("dpop+jwt")),
        "with a critical header that nobody knows",
            signed(
                like ->
                    like.headerParameter("urgent", true)
                        .headerParameter("crit", List.of("urgent"))));
  }

  private Map<String, String> atAnotherTime() {
    return Map.of(
        "expired", signed(like -> like.valid(LATER.negated(), Duration.ofMinutes(-2))),
        "not yet valid", signed(like -> like.valid(Duration.ofMinutes(2), LATER)),
        "that never expires", signed(like -> like.claim("exp", null)),
        "that expired when time began", signed(like -> like.claim("exp", 0)));
  }

  private Map<String, String> falsified() {
    String[] parts = issued.split("\\.");
    Forged other = Forged.like(issued).claim("sub", "root-weather");
    String rsaHeader = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    String ecHeader = "{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(keys.elliptic().getKeyID());
    return Map.ofEntries(
        Map.entry("with other claims", other.with(rsaHeader, parts[2])),
        Map.entry("with another signature", parts[0] + "." + parts[1] + "." + flipped(parts[2])),
        Map.entry("with half a signature", issued.substring(0, issued.length() - 20)),
        Map.entry("without its signature", parts[0] + "." + parts[1] + "."),
        Map.entry("that is not signed", other.with("{\"alg\":\"none\"}", "")),
        Map.entry("that is not signed, in other letters", other.with("{\"alg\":\"nOnE\"}", "")),
        Map.entry("that is not signed, with a signature", other.with("{\"alg\":\"none\"}", "AA")),
        Map.entry("with a signature of zeros", other.with(ecHeader, "A".repeat(86))),
        Map.entry("signed with the public key", other.signed(publicKey())),
        Map.entry("signed with the public key as text", other.signed(pem())),
        Map.entry("signed with RS512", other.algorithm(JWSAlgorithm.RS512).signed(keys.rsa())),
        Map.entry("signed with PS256", other.algorithm(JWSAlgorithm.PS256).signed(keys.rsa())));
  }

  private static String flipped(String signature) {
    char first = signature.charAt(0);
    return (first == 'A' ? 'B' : 'A') + signature.substring(1);
  }

  private byte[] publicKey() {
    try {
      return keys.rsa().toRSAPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] pem() {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, String> ofTheWrongKind() {
    return Map.of(
        "without a subject", signed(like -> like.claim("sub", null)),
        "with a blank subject", signed(like -> like.claim("sub", " ")),
        "with a list of issuers",
            signed(like -> like.claim("iss", List.of(provider.issuer().toString()))),
        "with words for a time", signed(like -> like.claim("exp", "tomorrow")),
        "with a number for an audience", signed(like -> like.claim("aud", 42)),
        "of nonsense", "nonsense",
        "of three words", "no.sen.se",
        "of five words", "a.b.c.d.e",
        "of nothing", "..");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokensThatDoNotHold")
  void tokenDoesNotHold(String what, String token) {
    assertRefused(what, stranger.whoami(token), token);
    assertRefused(what, stranger.rules(token), token);
    assertThat(fetched).as("requests to addresses in tokens").hasValue(0);
  }

  private void assertRefused(String what, Answer answer, String token) {
    assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(answer.json().path("detail").asText()).startsWith("Authorization: ");
    for (String secret : Stream.of(token.split("\\.")).filter(part -> part.length() > 5).toList()) {
      assertThat(answer.body()).as(what).doesNotContain(secret);
      assertThat(starter.log()).as(what).doesNotContain(secret);
    }
  }

  private String signed(UnaryOperator<Forged> change) {
    return change.apply(Forged.like(issued)).signed(keys.rsa());
  }

  @Test
  void manyTokensWithUnknownKeys_areRefused_andNotCalledAnOutage() {
    String token =
        Forged.like(issued).header(header -> header.keyID("unknown")).signed(keysOfAnother.rsa());

    for (int attempt = 0; attempt < 5; attempt++) {
      assertRefused("attempt " + attempt, stranger.whoami(token), token);
    }
    assertThat(stranger.whoami(issued)).returns(200, Answer::status);
  }

  // Keys that change, and providers that are away.

  @Test
  void newKeyIsAcceptedAfterARotation_andTheOldOneUntilItIsWithdrawn() {
    SigningKeys before = keys;
    String old = issued;
    change(before.rotated());
    String rotated = pipeline(Applications.PIPELINE);

    awaitAccepted(stranger, rotated);
    assertThat(stranger.whoami(old)).returns(200, Answer::status);

    change(SigningKeys.generate());
    issued = pipeline(Applications.PIPELINE);
    awaitAccepted(stranger, issued);
    assertRefused("signed with a withdrawn key", stranger.whoami(old), old);
    assertRefused("signed with a withdrawn key", stranger.whoami(rotated), rotated);
    ada = person(TestUsers.ADA);
  }

  private void change(SigningKeys next) {
    provider.stop();
    provider.start(next);
    keys = next;
  }

  private static void awaitAccepted(Stranger stranger, String token) {
    Waiting.until(
        "the starter to know the key", NEXT_LOOK, () -> stranger.whoami(token).status() == 200);
  }

  @Test
  void providerThatIsAway_isNotMissedByThoseWhoseKeysAreKnown() {
    provider.stop();

    assertThat(stranger.whoami(issued)).returns(200, Answer::status);
    assertThat(stranger.rules(ada.access())).returns(200, Answer::status);
    String unknown =
        Forged.like(issued).header(header -> header.keyID("new")).signed(keysOfAnother.rsa());
    assertRefused("with an unknown key", stranger.whoami(unknown), unknown);

    provider.start(keys);
    String another = pipeline(Applications.PIPELINE);
    assertThat(stranger.whoami(another)).returns(200, Answer::status);
  }

  @Test
  void providerThatWasNeverReached_isAnOutage_andNotMissedOnceItIsThere() throws IOException {
    int port = provider.issuer().getPort();
    String adaOfAnother = new Login(another).person(TestUsers.ADA, page).access();
    provider.stop();
    try (LoneStarter fresh = starter("fresh")) {
      introduce("fresh", provider, another);
      fresh.start();
      Stranger caller = new Stranger(fresh.address());
      assertOutage("that is away", caller, port);
      assertThat(caller.whoami(adaOfAnother)).as("of another").returns(200, Answer::status);

      try (var mute = ServerSocketChannel.open().bind(loopback(port))) {
        mute.configureBlocking(false);
        assertOutageUntil("that never answers", caller, port, () -> mute.accept() != null);
      }

      HttpServer imposter = HttpServer.create(loopback(port), 0);
      var asked = new AtomicInteger();
      imposter.createContext("/", exchange -> answer(exchange, metadataOfAnother(), asked));
      imposter.start();
      assertOutageUntil("that says it is another", caller, port, () -> asked.get() > 0);
      imposter.stop(0);

      provider.start(keys);
      awaitAccepted(caller, issued);
      assertThat(roles(caller.whoami(ada.access()).json())).containsExactly("operator");
      // The same name in the same group, but nobody granted anything to that provider's people.
      assertThat(roles(caller.whoami(adaOfAnother).json())).isEmpty();
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private String metadataOfAnother() {
    return """
    {"issuer":"%1$s","jwks_uri":"%1$s/jwks","subject_types_supported":["public"]}"""
        .formatted(another.issuer());
  }

  /** The starter asks only now and then whether it is back. */
  private void assertOutageUntil(
      String what, Stranger caller, int port, Callable<Boolean> wasAsked) {
    Waiting.until(
        "the starter to ask a provider " + what,
        NEXT_LOOK,
        () -> {
          assertOutage(what, caller, port);
          return wasAsked.call();
        });
  }

  private void assertOutage(String what, Stranger caller, int port) {
    Answer answer = caller.whoami(issued);
    assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains("127.0.0.1:" + port);
    assertThat(answer.body()).doesNotContain(issued);
    assertThat(caller.whoami(Ground.TOKEN)).as("the owner").returns(200, Answer::status);
  }

  // Sessions of browsers.

  @Test
  void personInHundredsOfGroups_signsInAsWell() {
    String token = person(TestUsers.GRACE).access();
    assertThat(roles(stranger.whoami(token).json())).containsExactly("operator");

    String cookie = cookie(stranger.follow(stranger.pageLink(token).json().path("url").asText()));
    assertThat(cookie).as("what a browser keeps").hasSizeLessThan(4096);
    JsonNode who = stranger.get("/api/v1/whoami", "Cookie", cookie).json();
    assertThat(roles(who)).containsExactly("operator");
  }

  private static String cookie(Answer answer) {
    return answer.header("Set-Cookie").replaceFirst(";.*", "");
  }

  @Test
  void linkToThePage_signsInOnce_asWhoeverMadeIt() {
    Answer made = stranger.pageLink(ada.access());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String link = made.json().path("url").asText();

    Answer first = stranger.follow(link);
    assertThat(first.status()).isEqualTo(302);
    assertThat(first.header("Location")).endsWith("/agents");
    assertThat(first.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Lax");
    JsonNode who = stranger.get("/api/v1/whoami", "Cookie", cookie(first)).json();
    assertThat(who.at("/principal/subject").asText()).isEqualTo(TestUsers.ADA);
    assertThat(who.at("/principal/issuer").asText()).isEqualTo(provider.issuer().toString());
    assertThat(roles(who)).containsExactly("operator");

    Answer second = stranger.follow(link);
    assertThat(second.status()).isEqualTo(401);
    assertThat(second.header("Set-Cookie")).isEmpty();
  }

  @Test
  void person_signsInOnThePage_andGetsWhereTheyWanted() {
    try (Chromium chromium = Chromium.start()) {
      Page browser = signIn(chromium, TestUsers.ADA);

      assertThat(URI.create(browser.url()).getPath()).isEqualTo("/agents");
      assertThat(browser.locator("footer").textContent()).contains("Ada Lovelace");
      String me = browser.request().get(starter.address() + "/api/v1/whoami").text();
      assertThat(me).contains("\"method\":\"sign-in\"", "\"role\":\"operator\"");
      assertThat(me).contains(provider.issuer().toString());
    }
  }

  @Test
  void whileTheProviderIsAway_whoIsSignedInGoesOn_andOthersAreAskedToWait() throws IOException {
    try (Chromium chromium = Chromium.start();
        LoneStarter late = starter("late")) {
      introduce("late", another);
      Page signedIn = signIn(chromium, TestUsers.ADA);
      provider.stop();
      try {
        assertThat(signedIn.request().get(starter.address() + "/api/v1/whoami").status())
            .isEqualTo(200);
      } finally {
        provider.start(keys);
      }
      another.stop();
      try {
        late.start();
        Page page = chromium.visitAsStranger(late.address(), ColorScheme.LIGHT);
        page.navigate("/agents");
        page.getByText("Continue with").click();
        PlaywrightAssertions.assertThat(page.locator("[role=alert]"))
            .containsText("does not answer");
      } finally {
        another.start(keysOfAnother);
      }
    }
  }

  /** A proxy with TLS passes requests on as http, and the provider knows the https address only. */
  @Test
  void behindAProxy_theProviderSendsPeopleBackToThePublicAddress() throws IOException {
    Path home = Files.createDirectories(folder.resolve("public"));
    introduce("public", provider);
    try (LoneStarter published =
        LoneStarter.unconnected(
            home,
            "--slipway.policy=" + home.resolve("policy.yaml"),
            "--slipway.public-url=https://slipway.example.com")) {
      published.start();

      String there =
          new Stranger(published.address()).follow("/sign-in/begin/0").header("Location");

      assertThat(URLDecoder.decode(there, StandardCharsets.UTF_8))
          .contains("redirect_uri=https://slipway.example.com/sign-in/back/0");
    }
  }

  @Test
  void whoComesBackFromNowhere_isNotSignedIn() {
    var answer = stranger.follow("/sign-in/back/0?code=stolen&state=made-up");

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/sign-in?failed");
    assertThat(answer.header("Set-Cookie")).doesNotContain("slipway-session");
  }

  private Page signIn(Chromium chromium, String user) {
    Page browser = chromium.visitAsStranger(starter.address(), ColorScheme.LIGHT);
    browser.navigate("/agents");
    browser.getByText("Continue with").click();
    browser.locator("[name=username]").fill(user);
    browser.locator("[name=password]").fill("anything");
    browser.locator("[type=submit]").click();
    PlaywrightAssertions.assertThat(browser.locator("footer")).containsText("You are");
    return browser;
  }
}

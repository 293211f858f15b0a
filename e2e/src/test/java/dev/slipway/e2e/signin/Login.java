package dev.slipway.e2e.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gets tokens from an identity provider as applications do: the client credentials grant, and the
 * authorization code grant with PKCE through the provider's own form. It knows nothing but the
 * provider's metadata.
 */
final class Login {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_REDIRECTS = 10;
  private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
  private static final String VERIFIER = "v".repeat(43);

  private final IdentityProvider provider;

  Login(IdentityProvider provider) {
    this.provider = provider;
  }

  /** What somebody who has signed in gets. */
  record Tokens(String access, String id) {}

  /** An access token for a pipeline. */
  String pipeline(String client, String audience) {
    return token(
            HttpClient.newHttpClient(),
            Map.of("grant_type", "client_credentials", "resource", audience),
            basic(client))
        .path("access_token")
        .asText();
  }

  private static String basic(String client) {
    String pair = client + ":" + Applications.PIPELINES.get(client);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Signs somebody in to the page, by the form. */
  Tokens person(String user, Applications applications) {
    var http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    String back = applications.pageReturn().toString();
    HttpResponse<String> form = form(http, back);
    Map<String, String> fields = new LinkedHashMap<>(hidden(form.body()));
    fields.put("username", user);
    fields.put("password", "anything");
    String code = code(http, send(http, post(form.uri(), fields)), back);
    JsonNode tokens =
        token(
            http,
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                back,
                "client_id",
                Applications.PAGE,
                "code_verifier",
                VERIFIER,
                "resource",
                Applications.API),
            "");
    return new Tokens(tokens.path("access_token").asText(), tokens.path("id_token").asText());
  }

  private HttpResponse<String> form(HttpClient http, String back) {
    String question =
        encode(
            Map.of(
                "response_type",
                "code",
                "client_id",
                Applications.PAGE,
                "redirect_uri",
                back,
                "scope",
                "openid",
                "state",
                "any",
                "code_challenge",
                challenge(),
                "code_challenge_method",
                "S256",
                "resource",
                Applications.API));
    var response = send(http, get(URI.create(endpoint("authorization_endpoint") + "?" + question)));
    for (int hop = 0; response.statusCode() != 200; hop++) {
      response = send(http, get(target(response, hop)));
    }
    return response;
  }

  /** Follows redirects until one leads back to the page. */
  private static String code(HttpClient http, HttpResponse<String> first, String back) {
    HttpResponse<String> response = first;
    for (int hop = 0; ; hop++) {
      URI target = target(response, hop);
      if (target.toString().startsWith(back)) {
        return Pattern.compile("[?&]code=([^&]+)")
            .matcher(target.toString())
            .results()
            .findFirst()
            .map(found -> found.group(1))
            .orElseThrow(() -> new AssertionError("no code: " + target));
      }
      response = send(http, get(target));
    }
  }

  private static URI target(HttpResponse<String> response, int hop) {
    if (response.statusCode() / 100 != 3 || hop > MAX_REDIRECTS) {
      throw new AssertionError(
          "%s answered %d (expected: a redirect): %s"
              .formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response.uri().resolve(response.headers().firstValue("Location").orElseThrow());
  }

  private static Map<String, String> hidden(String page) {
    return HIDDEN
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toMap(tag -> attribute(tag, "name"), tag -> attribute(tag, "value")));
  }

  private static String attribute(String tag, String name) {
    return tag.replaceFirst(".* %s=\"([^\"]*)\".*".formatted(name), "$1");
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode token(HttpClient http, Map<String, String> fields, String authorization) {
    HttpRequest.Builder request = post(endpoint("token_endpoint"), fields);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer = send(http, request);
    if (answer.statusCode() != 200) {
      throw new AssertionError("no token: " + answer.body());
    }
    return json(answer.body());
  }

  private URI endpoint(String name) {
    var metadata = URI.create(provider.issuer() + "/.well-known/openid-configuration");
    String body = send(HttpClient.newHttpClient(), get(metadata)).body();
    return URI.create(json(body).path(name).asText());
  }

  private static HttpRequest.Builder get(URI address) {
    return HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Accept", "text/html, */*");
  }

  private static HttpRequest.Builder post(URI address, Map<String, String> fields) {
    return get(address)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encode(fields)));
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** A developer with a running stack visits a hostile page in a real browser. */
class HostilePageIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String PAGE = "<!doctype html><title>kittens</title>";

  /** Names a page can use for this machine; the last ones only look like an agent's own address. */
  private static final List<String> NAMES_OF_THE_EMULATOR =
      List.of(
          "127.0.0.1",
          "localhost",
          "evil.example",
          "x.localhost",
          "a".repeat(32) + ".lambda-url.us-east-1.localhost",
          "a".repeat(36) + ".lambda-url.us-east-1.localhost",
          "abcdef01.execute-api.localhost");

  /** The status, or 'failed' if the browser got none. */
  private static final String FETCH =
      """
      async ([address, options]) => {
        try { return String((await fetch(address, options)).status); } catch (e) { return 'failed'; }
      }""";

  private static final String LISTEN =
      """
      address => new Promise(done => {
        const socket = new WebSocket(address);
        socket.onopen = () => done('open');
        socket.onerror = () => done('refused');
      })""";

  private static final String CREATE_STACK =
      "Action=CreateStack&StackName=kittens&TemplateBody="
          + URLEncoder.encode(
              "{\"Resources\":{\"A\":{\"Type\":\"AWS::SNS::Topic\"}}}", StandardCharsets.UTF_8);

  private static Chromium chromium;
  private static HttpServer kittens;

  @BeforeAll
  static void open() throws IOException {
    // What an attacker's DNS returns once the page is loaded.
    chromium =
        Chromium.start(
            "--host-resolver-rules=MAP evil.example 127.0.0.1",
            // Not every browser asks before a page may reach this machine; this tests the server.
            "--disable-features=LocalNetworkAccessChecks");
    kittens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kittens.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    kittens.start();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
    if (kittens != null) {
      kittens.stop(0);
    }
  }

  /** Somebody who is signed in to the stack in another tab. */
  private static Page visit(URI page) {
    Page visitor = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
    visitor.navigate(page + "/");
    assertThat(visitor.title()).isEqualTo("kittens");
    return visitor;
  }

  /** A page that was loaded from elsewhere before its name led to a port of this machine. */
  private static Page rebound(int port) {
    String evil = "http://evil.example:%d/".formatted(port);
    Page visitor = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
    visitor.route(
        evil,
        route ->
            route.fulfill(new Route.FulfillOptions().setBody(PAGE).setContentType("text/html")));
    visitor.navigate(evil);
    return visitor;
  }

  @Test
  void pageWhoseNameWasRebound_readsAndChangesNothing() {
    int port = SHARED.stack().address().getPort();
    Page visitor = rebound(port);

    assertThat(fetch(visitor, "/api/v1/deployments", Map.of())).isEqualTo("421");
    assertThat(fetch(visitor, "/openapi.json", Map.of())).isEqualTo("421");
    assertThat(
            fetch(
                visitor,
                "/api/v1/estimate",
                Map.of(
                    "method",
                    "POST",
                    "headers",
                    Map.of("Content-Type", "application/json"),
                    "body",
                    "{}")))
        .isEqualTo("421");
    assertThat(visitor.evaluate(LISTEN, "ws://evil.example:%d/ws".formatted(port)))
        .isEqualTo("refused");
  }

  /** Temporal would let it read histories and start workflows, which run code. */
  @Test
  void pageWhoseNameWasRebound_findsNoPortOfTemporals() {
    int starter = SHARED.stack().address().getPort();
    for (int port = starter + 1; port <= starter + 2; port++) {
      Page visitor = rebound(port);

      for (String path : List.of("/api/v1/namespaces", "/api/v1/settings", "/healthz")) {
        assertThat(fetch(visitor, path, Map.of())).as("%d%s", port, path).isEqualTo("failed");
      }
    }
  }

  @Test
  void pageOfAnotherSite_createsNothingInTheEmulator() {
    Page visitor = visit(URI.create("http://evil.example:" + kittens.getAddress().getPort()));
    Map<String, ?> form =
        Map.of(
            "method",
            "POST",
            "mode",
            "no-cors",
            "headers",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "body",
            CREATE_STACK);

    for (String host : NAMES_OF_THE_EMULATOR) {
      String address = "http://%s:%d/".formatted(host, SHARED.emulator().getPort());
      assertThat(fetch(visitor, address, form)).as("sent, unreadable").isEqualTo("0");
      assertThat(fetch(visitor, address + "Prod/x", form)).isEqualTo("0");
      assertThat(fetch(visitor, address + "?" + CREATE_STACK, Map.of("mode", "no-cors")))
          .isEqualTo("0");
      assertThat(fetch(visitor, address + "_ministack/health", Map.of())).isEqualTo("failed");
      assertThat(visitor.evaluate(LISTEN, address.replace("http", "ws"))).isEqualTo("refused");
    }

    assertThat(SHARED.world().stacks.describeStacks().stacks())
        .extracting(Stack::stackName)
        .doesNotContain("kittens");
  }

  /** The same site to a browser, which therefore sends the session's cookie. */
  @Test
  void pageOnAnotherPortOfThisMachine_doesNothingAsItsVisitor() {
    Page visitor = visit(URI.create("http://127.0.0.1:" + kittens.getAddress().getPort()));
    String stack = SHARED.stack().url();
    Map<String, ?> deploy =
        Map.of(
            "method",
            "POST",
            "mode",
            "no-cors",
            "credentials",
            "include",
            "headers",
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            "body",
            "function_name=kittens&code=def+main(p)%3A+return+p");

    assertThat(fetch(visitor, stack + "/new", deploy)).as("sent, unreadable").isEqualTo("0");
    assertThat(fetch(visitor, stack + "/api/v1/deployments", Map.of("credentials", "include")))
        .isEqualTo("failed");
    assertThat(visitor.evaluate(LISTEN, stack.replace("http", "ws") + "/ws")).isEqualTo("refused");

    assertThat(SHARED.api().get("/deployments?agent=kittens").body().path("deployments")).isEmpty();
  }

  private static String fetch(Page page, String address, Map<String, ?> options) {
    return (String) page.evaluate(FETCH, List.of(address, options));
  }
}

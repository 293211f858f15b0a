package dev.slipway.starter.identity;

import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.PageSessions;
import dev.slipway.starter.signin.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Makes addresses that sign a browser in once, as whoever asks for them. */
@RestController
@Tag(name = "identity")
@OpenToAll
class PageLinksController {
  private final PageSessions sessions;
  private final JsonBodies bodies;
  private final TokenRequestReader reader;

  PageLinksController(PageSessions sessions, JsonBodies bodies, TokenRequestReader reader) {
    this.sessions = sessions;
    this.bodies = bodies;
    this.reader = reader;
  }

  /** An address, and until when it can be used. */
  record PageLink(URI url, Instant expiresAt) {}

  @PostMapping("/api/v1/page-links")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "createPageLink",
      summary = "Makes an address that signs a browser in once, as the caller")
  PageLink create(HttpServletRequest request) {
    String to = SignInController.own(reader.readLink(bodies.readOrEmpty(request)));
    var link = sessions.link(SignedIn.current().orElseThrow());
    URI url =
        ServletUriComponentsBuilder.fromContextPath(request)
            .path("/sign-in")
            .queryParam("code", link.code())
            .queryParam("to", to)
            .encode()
            .build()
            .toUri();
    return new PageLink(url, link.expiresAt());
  }
}

package dev.slipway.starter.identity;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.OwnPath;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Makes addresses and tickets with which a browser acts once as whoever asks for them. */
@RestController
@Tag(name = "identity")
@OpenToAll
class PageLinksController {
  private final StarterSettings settings;
  private final PageSessions sessions;
  private final JsonBodies bodies;
  private final TokenRequestReader reader;

  PageLinksController(
      StarterSettings settings,
      PageSessions sessions,
      JsonBodies bodies,
      TokenRequestReader reader) {
    this.settings = settings;
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
    String to = OwnPath.of(reader.readLink(bodies.readOrEmpty(request)));
    var link = sessions.link(SignedIn.current().orElseThrow());
    URI url =
        base(request)
            .path("/sign-in")
            .queryParam("code", link.code())
            .queryParam("to", to)
            .encode()
            .build()
            .toUri();
    return new PageLink(url, link.expiresAt());
  }

  /** A ticket, and until when it can be used. */
  record Ticket(String ticket, Instant expiresAt) {}

  @PostMapping("/api/v1/tickets")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "createTicket",
      summary = "Makes a ticket for one stream of events or logs, or the socket: ?ticket=")
  Ticket ticket() {
    var ticket = sessions.ticket(SignedIn.current().orElseThrow());
    return new Ticket(ticket.code(), ticket.expiresAt());
  }

  /** Where people reach the page; a proxy may have changed what the request says of it. */
  private UriComponentsBuilder base(HttpServletRequest request) {
    return settings.publicUrl() == null
        ? ServletUriComponentsBuilder.fromContextPath(request)
        : UriComponentsBuilder.fromUri(settings.publicUrl());
  }
}

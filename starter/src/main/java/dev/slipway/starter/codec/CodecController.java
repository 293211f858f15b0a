package dev.slipway.starter.codec;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.temporal.TemporalServer;
import dev.slipway.temporal.codec.ReadableJson;
import dev.slipway.temporal.codec.UnreadablePayloadException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A codec server, as Temporal's web interface and command line ask one for what they show. A
 * payload does not tell which agent it is about, so it takes the right to all of them.
 */
@RestController
@RequestMapping("/api/codec")
@Needs(Role.ADMIN)
class CodecController {
  private final ReadableJson readable;
  private final JsonBodies bodies;
  private final Permissions permissions;

  CodecController(TemporalServer server, JsonBodies bodies, Permissions permissions) {
    this.readable = server.readable();
    this.bodies = bodies;
    this.permissions = permissions;
  }

  @PostMapping(path = "/decode", produces = MediaType.APPLICATION_JSON_VALUE)
  String decode(HttpServletRequest request) {
    permissions.requireEverywhere(Role.ADMIN);
    try {
      return readable.decode(bodies.read(request).toString());
    } catch (IllegalArgumentException notPayloads) {
      throw ProblemException.unreadable(
          "%s (expected: {\"payloads\": […]})".formatted(notPayloads.getMessage()));
    } catch (UnreadablePayloadException noKey) {
      throw ProblemException.conflict(Objects.requireNonNull(noKey.getMessage()));
    }
  }
}

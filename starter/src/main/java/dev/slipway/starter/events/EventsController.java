package dev.slipway.starter.events;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Deployments;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Streams what happens in a deployment. */
@RestController
@Tag(name = "deployments")
@RequestMapping("/api/v1/deployments/{id}")
@Needs(Role.VIEWER)
class EventsController {
  private final Feeds feeds;
  private final EventStream stream;
  private final Deployments deployments;
  private final StepLogStream logs;

  EventsController(Feeds feeds, EventStream stream, Deployments deployments, StepLogStream logs) {
    this.feeds = feeds;
    this.stream = stream;
    this.deployments = deployments;
    this.logs = logs;
  }

  @GetMapping("/events")
  @Operation(
      operationId = "streamDeploymentEvents",
      summary = "Streams what happens in a deployment")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
  void events(
      @PathVariable String id,
      @RequestHeader(value = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    Cursor cursor = cursor(lastEventId);
    try (Feeds.Watch watch = feeds.watch(id)) {
      stream.write(watch.journal(), cursor, response);
    }
  }

  @GetMapping("/logs")
  @Operation(operationId = "getDeploymentLogs", summary = "Returns or follows a deployment's log")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
  void logs(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false, defaultValue = "false") boolean follow,
      HttpServletResponse response)
      throws IOException {
    logs.write(
        deployments.view(id), step == null || step.isBlank() ? null : step, follow, response);
  }

  private static Cursor cursor(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Cursor.START;
    }
    return Cursor.parse(text)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    List.of(
                        FieldError.about(
                            "Last-Event-ID",
                            "invalid_value",
                            "Last-Event-ID: not one of ours (expected: the id of an event, or no"
                                + " header)",
                            null))));
  }
}

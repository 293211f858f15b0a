package dev.slipway.starter.source;

import dev.slipway.api.Role;
import dev.slipway.project.Project;
import dev.slipway.project.compare.FileDifference;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the author's code, and what differs between two versions of it. */
@RestController
@Tag(name = "source")
@RequestMapping("/api/v1")
@Needs(Role.VIEWER)
class SourceController {
  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
  private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

  private final Snapshots snapshots;
  private final Comparisons comparisons;
  private final Agents agents;

  SourceController(Snapshots snapshots, Comparisons comparisons, Agents agents) {
    this.snapshots = snapshots;
    this.comparisons = comparisons;
    this.agents = agents;
  }

  @GetMapping("/deployments/{id}/source")
  @Operation(
      operationId = "getDeploymentSource",
      summary = "Lists the files of a deployment; returns one with file, all with format=zip")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SourceResponse.class)),
        @Content(mediaType = "text/plain", schema = @Schema(type = "string")),
        @Content(
            mediaType = "application/zip",
            schema = @Schema(type = "string", format = "binary"))
      })
  ResponseEntity<?> ofDeployment(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String file,
      @RequestParam(required = false) @Nullable String format) {
    return answer(snapshots.ofDeployment(id), file, format);
  }

  @GetMapping("/agents/{region}/{stackName}/revisions/{number}/source")
  @Operation(
      operationId = "getRevisionSource",
      summary = "Lists the files of a revision; returns one with file, all with format=zip")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SourceResponse.class)),
        @Content(mediaType = "text/plain", schema = @Schema(type = "string")),
        @Content(
            mediaType = "application/zip",
            schema = @Schema(type = "string", format = "binary"))
      })
  ResponseEntity<?> ofRevision(
      @PathVariable String region,
      @PathVariable String stackName,
      @PathVariable int number,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String file,
      @RequestParam(required = false) @Nullable String format) {
    var agent = agents.require(region, stackName, account);
    return answer(snapshots.ofRevision(agent, number), file, format);
  }

  @GetMapping("/agents/{region}/{stackName}/diff")
  @Operation(
      operationId = "diffAgent",
      summary =
          "Compares two versions of an agent, each a revision's number, a deployment's id or live")
  DiffResponse diff(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    var agent = agents.require(region, stackName, account);
    return DiffResponse.of(comparisons.between(agent, from, to));
  }

  private static ResponseEntity<?> answer(
      Snapshot snapshot, @Nullable String file, @Nullable String format) {
    if (file != null) {
      return one(snapshot, file);
    }
    return switch (format) {
      case null -> ResponseEntity.ok(SourceResponse.of(snapshot));
      case "json" -> ResponseEntity.ok(SourceResponse.of(snapshot));
      case "zip" -> zip(snapshot);
      default ->
          throw ProblemException.invalid(
              List.of(
                  FieldError.about(
                      "format", "invalid_value", "format: unknown (expected: json or zip)", null)));
    };
  }

  /** Whatever it holds, a browser shows it as text or saves it: it runs nothing of it. */
  private static ResponseEntity<byte[]> one(Snapshot snapshot, String file) {
    byte[] content = snapshot.files().get(file);
    if (content == null) {
      throw ProblemException.notFound(
          "There is no such file in %s (expected: a path of its list of files)."
              .formatted(snapshot.title()));
    }
    boolean text = FileDifference.text(content).isPresent();
    return ResponseEntity.ok()
        .contentType(text ? TEXT : MediaType.APPLICATION_OCTET_STREAM)
        .body(content);
  }

  private static ResponseEntity<byte[]> zip(Snapshot snapshot) {
    return ResponseEntity.ok()
        .contentType(ZIP)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("source.zip").build().toString())
        .body(new Project(snapshot.files()).compressed());
  }
}

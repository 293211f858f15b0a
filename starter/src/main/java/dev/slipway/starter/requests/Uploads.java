package dev.slipway.starter.requests;

import dev.slipway.project.ProjectLimits;
import dev.slipway.starter.problems.ProblemException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads a body that is one JSON object, or a form of two parts: {@code request} with that object,
 * and {@code source} with a folder as a zip.
 */
@Component
public final class Uploads {
  static final String REQUEST = "request";
  static final String SOURCE = "source";

  private static final Set<String> PARTS = Set.of(REQUEST, SOURCE);

  private final JsonBodies bodies;

  Uploads(JsonBodies bodies) {
    this.bodies = bodies;
  }

  /** The body; 400 when it is neither, 413 when it is too large. */
  public Upload read(HttpServletRequest request) {
    return isForm(request) ? form(request) : Upload.of(bodies.read(request));
  }

  /** As {@link #read}; an absent body is an empty object. */
  public Upload readOrEmpty(HttpServletRequest request) {
    return isForm(request) ? form(request) : Upload.of(bodies.readOrEmpty(request));
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  private Upload form(HttpServletRequest request) {
    try {
      Collection<Part> parts = request.getParts();
      requireKnown(parts);
      byte[] json = content(request, REQUEST, JsonBodies.MAX_BYTES);
      byte[] archive = content(request, SOURCE, ProjectLimits.ARCHIVE_BYTES);
      return Upload.with(bodies.parsed(json), archive);
    } catch (IOException | ServletException broken) {
      throw ProblemException.unreadable(
          "body: not a form (expected: multipart/form-data with the parts request and source)");
    } catch (IllegalStateException tooLarge) { // what Tomcat throws beyond its limits
      throw tooLarge();
    }
  }

  private static void requireKnown(Collection<Part> parts) {
    for (Part part : parts) {
      if (!PARTS.contains(part.getName())) {
        throw ProblemException.unreadable(
            "body: a part named %s (expected: request, with the JSON object, and source, with the zip)"
                .formatted(Fields.shown(part.getName())));
      }
    }
    if (parts.stream().map(Part::getName).distinct().count() < parts.size()) {
      throw ProblemException.unreadable(
          "body: a part twice (expected: request and source once each)");
    }
  }

  private static byte[] content(HttpServletRequest request, String name, int most)
      throws IOException, ServletException {
    Part part = request.getPart(name);
    if (part == null) {
      throw ProblemException.unreadable(
          "body: no part named %s (expected: request, with the JSON object, and source, with the zip)"
              .formatted(name));
    }
    try (InputStream stream = part.getInputStream()) {
      byte[] bytes = stream.readNBytes(most + 1);
      if (bytes.length > most) {
        throw tooLarge();
      }
      return bytes;
    } finally {
      part.delete();
    }
  }

  private static ProblemException tooLarge() {
    return ProblemException.tooLarge(
        "body: more than %,d bytes in one part (expected: at most that for the folder's zip)"
            .formatted(ProjectLimits.ARCHIVE_BYTES));
  }
}

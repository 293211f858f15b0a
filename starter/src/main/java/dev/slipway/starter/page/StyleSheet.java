package dev.slipway.starter.page;

import dev.slipway.starter.access.OpenToAll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;

/** The styles of all pages in one file: nothing else delays what a browser draws first. */
@Controller
@OpenToAll
class StyleSheet {
  /** Later ones override earlier ones. */
  private static final List<String> PARTS =
      List.of(
          "META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.min.css",
          "static/slipway/base.css",
          "static/slipway/parts.css");

  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

  private final byte[] whole = whole();

  /** Weak, since Tomcat compresses nothing that has a strong one. */
  private final String version = "W/\"%s\"".formatted(DigestUtils.md5DigestAsHex(whole));

  @GetMapping("/slipway/page.css")
  ResponseEntity<byte[]> styles() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
        .eTag(version)
        .body(whole);
  }

  private static byte[] whole() {
    var joined = new ByteArrayOutputStream();
    for (String part : PARTS) {
      try (var file = new ClassPathResource(part).getInputStream()) {
        file.transferTo(joined);
        joined.write('\n');
      } catch (IOException missing) {
        throw new UncheckedIOException("The page's styles lack " + part, missing);
      }
    }
    return joined.toByteArray();
  }
}

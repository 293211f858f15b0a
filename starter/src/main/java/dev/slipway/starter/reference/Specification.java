package dev.slipway.starter.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The specification of the API, packed at build time: a starter that has just started would need
 * seconds to generate it. A test compares it with what is generated.
 */
@Component
final class Specification {
  private final JsonMapper json;
  private final SingletonSupplier<ObjectNode> packed = SingletonSupplier.of(this::read);
  private final SingletonSupplier<ApiReference> reference =
      SingletonSupplier.of(() -> ApiReference.of(packed.obtain()));

  Specification(JsonMapper json) {
    this.json = json;
  }

  /** That of a server with this address. */
  ObjectNode at(String address) {
    ObjectNode specification = json.createObjectNode();
    specification.set("openapi", packed.obtain().path("openapi"));
    specification.putArray("servers").addObject().put("url", address);
    specification.setAll(packed.obtain());
    return specification;
  }

  /** The same for readers. */
  ApiReference reference() {
    return reference.obtain();
  }

  private ObjectNode read() {
    try (InputStream file = Specification.class.getResourceAsStream("openapi.json")) {
      return (ObjectNode) json.readTree(Objects.requireNonNull(file, "openapi.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

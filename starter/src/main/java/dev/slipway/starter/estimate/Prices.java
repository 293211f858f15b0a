package dev.slipway.starter.estimate;

import dev.slipway.api.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The prices of one region on one day, from the one file that has them. */
record Prices(String region, LocalDate asOf, JsonNode rates) {
  private static final String FILE = "/dev/slipway/starter/prices.json";
  private static final JsonNode ALL = load();

  /** The prices of that region, or of the file's default region where it has none. */
  static Prices of(String wanted) {
    String fallback = ALL.get("default_region").stringValue();
    String region = ALL.get("regions").has(wanted) ? wanted : fallback;
    return new Prices(
        region, LocalDate.parse(ALL.get("as_of").stringValue()), ALL.get("regions").get(region));
  }

  BigDecimal rate(String name) {
    return rates.get(name).decimalValue();
  }

  BigDecimal rate(String name, Architecture architecture) {
    return rates.get(name).get(architecture.wireName()).decimalValue();
  }

  private static JsonNode load() {
    try (InputStream file = Objects.requireNonNull(Prices.class.getResourceAsStream(FILE))) {
      return JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readTree(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

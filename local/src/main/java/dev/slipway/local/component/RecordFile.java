package dev.slipway.local.component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The record of one part of the stack, on disk. A damaged one counts as none. */
public record RecordFile(Path path) {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public Optional<ComponentRecord> read() {
    try {
      return Optional.ofNullable(JSON.readValue(Files.readAllBytes(path), ComponentRecord.class));
    } catch (IOException | JacksonException noneOrDamaged) {
      return Optional.empty();
    }
  }

  /** Replaces the record atomically: a reader sees the old one or the new one. */
  public void write(ComponentRecord component) {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.write(fresh, JSON.writeValueAsBytes(component));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write %s.".formatted(path), e);
    }
  }

  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete %s.".formatted(path), e);
    }
  }
}

package dev.slipway.openapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the records of responses: a component that is never null is required. */
final class RecordSchemas extends ModelResolver {
  RecordSchemas(ObjectMapper mapper) {
    super(mapper, new Names());
  }

  @Override
  public Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> next) {
    Schema<?> schema = super.resolve(type, context, next);
    Class<?> raw = _mapper.constructType(type.getType()).getRawClass();
    if (schema != null && raw.isRecord()) {
      Schema<?> described = described(schema, context);
      if (described != null && described.getProperties() != null) {
        require(described, raw);
      }
    }
    return schema;
  }

  /** The schema itself, or the one that it refers to. */
  private static @Nullable Schema<?> described(Schema<?> schema, ModelConverterContext context) {
    String reference = schema.get$ref();
    String name =
        reference == null ? schema.getName() : reference.substring(reference.lastIndexOf('/') + 1);
    return name == null ? schema : context.getDefinedModels().get(name);
  }

  private void require(Schema<?> schema, Class<?> type) {
    List<String> required =
        components(type)
            .filter(component -> !isNullable(component))
            .map(this::wireName)
            .filter(schema.getProperties()::containsKey)
            .toList();
    schema.setRequired(required.isEmpty() ? null : required);
  }

  /** Those of a record that is unwrapped are properties of the one that has it. */
  private static Stream<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(
            component ->
                component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                    ? components(component.getType())
                    : Stream.of(component));
  }

  private String wireName(RecordComponent component) {
    return _mapper
        .getPropertyNamingStrategy()
        .nameForField(_mapper.getSerializationConfig(), null, component.getName());
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** A record within another is called by both, unless that says the same twice. */
  private static final class Names extends TypeNameResolver {
    @Override
    protected String getNameOfClass(Class<?> type) {
      Class<?> outer = type.getEnclosingClass();
      String name = type.getSimpleName();
      if (outer == null) {
        return name;
      }
      String stem = outer.getSimpleName().replaceFirst("(Controller|Response|View|List)$", "");
      return name.contains(stem) || stem.endsWith(name) ? name : stem + name;
    }
  }
}

package dev.slipway.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A field of {@link DeploymentSpec}, as callers see it. */
public final class SpecField {
  /** What JSON holds for it. */
  public enum Kind {
    NUMBER,
    /** A duration as a whole number of seconds. */
    SECONDS,
    /** A duration as text, such as {@code 2h}. */
    DURATION,
    FLAG,
    /** One of the names of an enum. */
    CHOICE,
    TEXT,
    LIST,
    /** Statements of IAM. */
    STATEMENTS,
    MAP,
    OBJECT
  }

  private static final List<SpecField> ALL =
      Arrays.stream(DeploymentSpec.class.getRecordComponents()).map(SpecField::new).toList();

  private static final Set<String> IDENTITY = Set.of("function_name", "deployment_type");

  private static final Constructor<DeploymentSpec> CONSTRUCTOR = constructor();

  private final RecordComponent component;
  private final FieldDoc doc;
  private final String name;
  private final Kind kind;

  private SpecField(RecordComponent component) {
    this.component = component;
    FieldDoc described = component.getAnnotation(FieldDoc.class);
    if (described == null) {
      throw new IllegalStateException(component + ": not described (expected: @FieldDoc)");
    }
    doc = described;
    name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    kind = kind(component.getType());
  }

  /** All of them, in the order of the record. */
  public static List<SpecField> all() {
    return ALL;
  }

  /** Those that a retry may change: all but the agent's name and what it runs on. */
  public static List<SpecField> patchable() {
    return ALL.stream().filter(field -> !IDENTITY.contains(field.name)).toList();
  }

  /** Whether an agent on that target has it. */
  public boolean isOf(Target target) {
    return doc.only() == Target.UNKNOWN || doc.only() == target;
  }

  /** The one of that name in JSON. */
  public static SpecField named(String name) {
    return ALL.stream()
        .filter(field -> field.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s (expected: one of %s)".formatted(name, ALL)));
  }

  private static Constructor<DeploymentSpec> constructor() {
    Class<?>[] types =
        ALL.stream().map(field -> field.component.getType()).toArray(Class<?>[]::new);
    try {
      return DeploymentSpec.class.getConstructor(types);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("every record has that constructor", impossible);
    }
  }

  private Kind kind(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return Kind.NUMBER;
    }
    if (type == Duration.class) {
      return doc.unit().isEmpty() ? Kind.DURATION : Kind.SECONDS;
    }
    if (type == boolean.class) {
      return Kind.FLAG;
    }
    if (type == List.class) {
      return component.getGenericType().getTypeName().contains(Permission.class.getName())
          ? Kind.STATEMENTS
          : Kind.LIST;
    }
    if (type == Map.class) {
      return Kind.MAP;
    }
    if (type == String.class || type == FunctionName.class) {
      return Kind.TEXT;
    }
    return type.isEnum() ? Kind.CHOICE : Kind.OBJECT;
  }

  /** The name in JSON. */
  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public String doc() {
    return doc.value();
  }

  public String label() {
    return doc.label();
  }

  /** The option of the command line, such as {@code --memory}; empty if it has none of its own. */
  public String option() {
    return doc.option().split(" ")[0];
  }

  /** What the option takes, such as {@code MB}; empty for a flag. */
  public String optionValue() {
    return doc.option().contains(" ") ? doc.option().split(" ")[1] : "";
  }

  public String unit() {
    return doc.unit();
  }

  public int min() {
    return doc.min();
  }

  public int max() {
    return doc.max();
  }

  /** The values of a choice; none for another kind. */
  public List<WireName> choices() {
    return kind == Kind.CHOICE ? WireNames.known(component.getType()) : List.of();
  }

  /** The values it may have, in words; empty if the type says it all. */
  public String range() {
    return switch (kind) {
      case NUMBER, SECONDS -> "%d to %d %s".formatted(min(), max(), unit()).strip();
      case CHOICE ->
          choices().stream()
              .map(WireName::wireName)
              .collect(Collectors.joining(", "))
              .replaceFirst(", ([^,]*)$", " or $1");
      case DURATION, FLAG, TEXT, LIST, STATEMENTS, MAP, OBJECT -> "";
    };
  }

  /** The default of the product, in words; empty if there is none. */
  public String usual() {
    return switch (of(DeploymentSpec.named(new FunctionName("any")))) {
      case Boolean flag -> flag ? "yes" : "no";
      case Duration time -> String.valueOf(time.toSeconds());
      case WireName choice -> choice.wireName();
      case Integer number -> number.toString();
      case String text -> text;
      case null, default -> "";
    };
  }

  /** Its value in a spec; null when absent. */
  public @Nullable Object of(DeploymentSpec spec) {
    try {
      return component.getAccessor().invoke(spec);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException("an accessor of a public record returns", impossible);
    }
  }

  /**
   * A spec of the values of each field.
   *
   * @throws IllegalArgumentException if one of them is not of its field's type
   */
  public static DeploymentSpec compose(Function<SpecField, @Nullable Object> values) {
    @Nullable Object[] arguments = ALL.stream().map(values).toArray();
    try {
      return CONSTRUCTOR.newInstance(arguments);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("the constructor of a public record returns", impossible);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

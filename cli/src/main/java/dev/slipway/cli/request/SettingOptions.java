package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.Approval;
import dev.slipway.api.SpecField;
import dev.slipway.api.SpecField.Kind;
import dev.slipway.cli.http.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options for an agent's settings: one for each field of the contract that names one. */
public class SettingOptions implements IModelTransformer {
  private static final List<SpecField> FIELDS =
      SpecField.all().stream().filter(field -> !field.option().isEmpty()).toList();

  @Override
  public final CommandSpec transform(CommandSpec command) {
    fields().forEach(field -> command.addOption(option(field)));
    return command;
  }

  List<SpecField> fields() {
    return FIELDS;
  }

  private OptionSpec option(SpecField field) {
    var option = OptionSpec.builder(field.option()).description(description(field));
    if (!field.optionValue().isEmpty()) {
      option.paramLabel(field.optionValue());
    }
    if (field.name().equals("approval")) {
      option
          .arity("0..1")
          .fallbackValue(Approval.REQUIRED.wireName()); // what the bare option means
    }
    return switch (field.kind()) {
      case NUMBER, SECONDS -> option.type(Integer.class).build();
      case FLAG -> option.type(Boolean.class).arity("0").negatable(true).build();
      case LIST -> option.type(List.class).auxiliaryTypes(String.class).build();
      case MAP -> option.type(Map.class).auxiliaryTypes(String.class, String.class).build();
      case CHOICE, TEXT, DURATION, STATEMENTS, OBJECT -> option.type(String.class).build();
    };
  }

  private String description(SpecField field) {
    var text = new StringBuilder(field.doc());
    if (!field.range().isEmpty()) {
      text.append(' ').append(field.range());
    }
    if (!field.usual().isEmpty() && showsDefaults()) {
      text.append(" (%s)".formatted(field.usual()));
    }
    if (field.kind() == Kind.LIST || field.kind() == Kind.MAP) {
      text.append(" Repeatable.");
    }
    // A percent sign is a format to picocli.
    return text.toString().replace("%", "%%");
  }

  boolean showsDefaults() {
    return true;
  }

  /** The same for a patch, in which an option that is not given changes nothing. */
  public static final class OfPatch extends SettingOptions {
    @Override
    List<SpecField> fields() {
      return FIELDS.stream().filter(SpecField.patchable()::contains).toList();
    }

    @Override
    boolean showsDefaults() {
      return false;
    }
  }

  /** Adds the options that were given, under the API's names. */
  public static void addTo(ObjectNode request, ParseResult given) {
    for (SpecField field : FIELDS) {
      Object value = given.matchedOptionValue(field.option(), null);
      switch (value) {
        case null -> {}
        case List<?> lines ->
            Json.put(request, field.name(), lines.stream().map(String::valueOf).toList());
        case Map<?, ?> pairs -> Json.put(request, field.name(), pairs);
        case Integer number -> request.put(field.name(), number);
        case Boolean flag -> request.put(field.name(), flag);
        case String file when field.kind() == Kind.STATEMENTS ->
            request.set(field.name(), StatementsFile.read(file));
        default -> request.put(field.name(), value.toString());
      }
    }
  }
}

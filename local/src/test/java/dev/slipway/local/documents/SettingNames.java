package dev.slipway.local.documents;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The environment variables that configure a module. */
final class SettingNames {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)[:}]");
  private static final Pattern PROPERTY = Pattern.compile("(?m)^([a-z][a-z.-]+)=");

  private SettingNames() {}

  /** Those of a settings record that Spring binds from {@code slipway.*}. */
  static Set<String> of(Class<? extends Record> settings) {
    Set<String> names = new TreeSet<>();
    collect(settings, "SLIPWAY", names);
    return names;
  }

  /**
   * Those that some text, such as a properties file, refers to by name: {@code ${NAME:default}}.
   */
  static Set<String> placeholders(String text) {
    return all(PLACEHOLDER, text);
  }

  /** Those that outrank the lines of a properties file. */
  static Set<String> overriding(String properties) {
    Set<String> names = new TreeSet<>();
    all(PROPERTY, properties).forEach(name -> names.add(environmentName(name)));
    return names;
  }

  /** Spring's rule: dots become underscores, dashes disappear, letters become upper case. */
  static String environmentName(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static String words(String camelCase) {
    return camelCase.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static void collect(Class<?> settings, String prefix, Set<String> names) {
    for (RecordComponent component : settings.getRecordComponents()) {
      String name = prefix + "_" + component.getName().toUpperCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        collect(component.getType(), name, names);
      } else {
        names.add(name);
        // Spring also accepts the dashes of work-directory as underscores.
        names.add(prefix + "_" + words(component.getName()));
      }
    }
  }
}

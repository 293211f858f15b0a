package dev.slipway.cli.defaults;

import java.util.List;

/**
 * One line of the file.
 *
 * @param verb the section it is in
 * @param key the option's name without its dashes
 * @param values as they would be typed
 * @param flag whether it is true or false
 * @param line where it is, 1-based
 */
record Setting(String verb, String key, List<String> values, boolean flag, int line) {
  boolean isOff() {
    return flag && values.getFirst().equals("false");
  }
}

package dev.slipway.starter.page;

import java.util.List;
import java.util.Map;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A form as filled in; a field that is absent is empty. */
record Form(MultiValueMap<String, String> values) {
  static Form empty() {
    return new Form(new LinkedMultiValueMap<>());
  }

  /** This form with what the other one fills in, be it with nothing. */
  Form with(Form other) {
    var all = new LinkedMultiValueMap<String, String>(values);
    all.putAll(other.values);
    return new Form(all);
  }

  String text(String name) {
    String first = values.getFirst(name);
    return first == null ? "" : first;
  }

  boolean has(String name) {
    return !text(name).isBlank();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** For the template: the first value of each field, without any key's value. */
  Map<String, String> shown() {
    Map<String, String> shown = values.toSingleValueMap();
    shown.remove(Forms.KEY_VALUE);
    return shown;
  }
}

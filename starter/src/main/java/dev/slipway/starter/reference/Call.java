package dev.slipway.starter.reference;

import java.util.List;

/** One call of the API: what it takes, and what it answers. */
record Call(
    String id,
    String method,
    String path,
    String summary,
    List<Field> parameters,
    List<Body> bodies,
    List<Answer> answers) {
  Call {
    parameters = List.copyOf(parameters);
    bodies = List.copyOf(bodies);
    answers = List.copyOf(answers);
  }

  /**
   * A parameter, or a value somewhere in a body.
   *
   * @param name with its path, such as {@code steps[].name}; what stands for any name is in braces
   * @param place of a parameter: path, query or header; empty in a body
   */
  record Field(
      String name,
      String place,
      String type,
      boolean required,
      String description,
      List<String> choices) {
    Field {
      choices = List.copyOf(choices);
    }
  }

  record Body(String mediaType, String description, List<Field> fields) {
    Body {
      fields = List.copyOf(fields);
    }
  }

  /** An answer by its status; {@code default} is any that is not named. */
  record Answer(String status, String description, List<Body> bodies) {
    Answer {
      bodies = List.copyOf(bodies);
    }
  }
}

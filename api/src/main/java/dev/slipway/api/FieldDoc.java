package dev.slipway.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a field of a request. What callers see of it derives from this: the reader's range, the
 * specification, the form and the table in the documents.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FieldDoc {
  /** What it means, in one sentence. */
  String value();

  /** What the form calls it. */
  String label();

  /**
   * The option of the command line and what it takes, such as {@code --memory MB}; empty if the
   * command line has another way to say it.
   */
  String option() default "";

  /** The unit of its number, such as {@code MB}; a duration in {@code seconds} is a number, too. */
  String unit() default "";

  /** The least value; for a duration, in seconds. */
  int min() default 0;

  /** The greatest value; for a duration, in seconds. */
  int max() default Integer.MAX_VALUE;

  /** The only target that has it; {@code UNKNOWN} for a field of all of them. */
  dev.slipway.api.Target only() default dev.slipway.api.Target.UNKNOWN;
}

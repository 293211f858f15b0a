package dev.slipway.cli.commands;

import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.request.Deployed;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Reads deployed code for a verb. */
final class SourceReading {
  /** More would bury the message. */
  private static final int MAX_NAMED = 20;

  private SourceReading() {}

  static SortedMap<String, byte[]> files(Verb verb, Deployed deployed) {
    return SilenceBreaker.during(verb.console(), "reading the source", deployed::files);
  }

  static String named(SortedMap<String, byte[]> files) {
    String names = files.keySet().stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    return files.size() > MAX_NAMED ? names + ", …" : names;
  }
}

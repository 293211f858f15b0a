package dev.slipway.activities.tools;

/**
 * A Python on this worker.
 *
 * @param executable its path, or the name it is found by
 * @param minor 11 means Python 3.11
 * @param version such as {@code 3.11.7}
 */
public record PythonInterpreter(String executable, int minor, String version) {}

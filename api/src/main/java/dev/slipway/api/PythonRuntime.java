package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Python runtimes of AWS Lambda that Slipway deploys to.
 *
 * <p>3.10 and 3.11 run on Amazon Linux 2 (glibc 2.26), later ones on Amazon Linux 2023 (glibc
 * 2.34); wheels built for a newer glibc install but cannot be loaded.
 */
public enum PythonRuntime implements WireName {
  /** In a request: the lowest one, from 3.11 on, whose Python reads the code. */
  AUTO(0, Glibc.AMAZON_LINUX_2),
  PYTHON_3_10(10, Glibc.AMAZON_LINUX_2),
  PYTHON_3_11(11, Glibc.AMAZON_LINUX_2),
  PYTHON_3_12(12, Glibc.AMAZON_LINUX_2023),
  PYTHON_3_13(13, Glibc.AMAZON_LINUX_2023),
  PYTHON_3_14(14, Glibc.AMAZON_LINUX_2023),
  /** One that only a newer version deploys to; nothing can be built for it here. */
  @Fallback
  UNKNOWN(0, Glibc.AMAZON_LINUX_2);

  /** The C library of the operating system under a runtime. */
  public enum Glibc {
    /** glibc 2.26; the newest manylinux tag that loads there and that uv knows is 2_17. */
    AMAZON_LINUX_2(26, "manylinux_2_17"),
    /** glibc 2.34; of the tags below it, 2_28 is the one that wheels are published for. */
    AMAZON_LINUX_2023(34, "manylinux_2_28");

    private final int minor;
    private final String resolutionTag;

    Glibc(int minor, String resolutionTag) {
      this.minor = minor;
      this.resolutionTag = resolutionTag;
    }

    /** The minor version: 26 means glibc 2.26. */
    public int minor() {
      return minor;
    }

    /** The tag to resolve wheels for, such as {@code manylinux_2_17}. */
    public String resolutionTag() {
      return resolutionTag;
    }
  }

  private final int minor;
  private final Glibc glibc;

  PythonRuntime(int minor, Glibc glibc) {
    this.minor = minor;
    this.glibc = glibc;
  }

  /** Those that this version deploys to, oldest first. */
  public static List<PythonRuntime> known() {
    return Arrays.stream(values()).filter(runtime -> runtime.minor > 0).toList();
  }

  /** The lowest that {@code auto} stands for there: AgentCore changes no 3.11 any more. */
  public static PythonRuntime lowest(@Nullable Target target) {
    return target == Target.AGENTCORE ? PYTHON_3_12 : PYTHON_3_11;
  }

  /** The name AWS uses, such as {@code python3.11}. */
  @Override
  @JsonValue
  public String wireName() {
    return switch (this) {
      case AUTO -> "auto";
      case UNKNOWN -> "unknown";
      case PYTHON_3_10, PYTHON_3_11, PYTHON_3_12, PYTHON_3_13, PYTHON_3_14 ->
          "python" + pythonVersion();
    };
  }

  /** The Python version, such as {@code 3.11}. */
  public String pythonVersion() {
    return "3." + minor;
  }

  /** The minor version: 11 means Python 3.11. */
  public int minor() {
    return minor;
  }

  public Glibc glibc() {
    return glibc;
  }

  @JsonCreator
  public static PythonRuntime of(String name) {
    return WireNames.find("runtime", values(), name);
  }
}

package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "numpy",
        "httpx[http2,socks]>=0.27,<1",
        "ruamel.yaml ~= 0.18",
        "pandas==2.2.* ; python_version >= '3.11' and sys_platform == \"linux\"",
        "some_package===1.0+local"
      })
  void packageWithBounds_isALine(String line) {
    assertThat(Requirements.requireLine(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-r other.txt",
        "-e .",
        "--index-url http://evil.example/simple",
        "--extra-index-url=http://evil.example/simple",
        "--find-links .",
        "numpy --no-binary numpy",
        "numpy @ https://evil.example/numpy.whl",
        "numpy@file:///tmp/x.whl",
        "https://evil.example/x.whl",
        "git+https://evil.example/x.git",
        "file:///etc/passwd",
        "./local",
        "../local",
        "/tmp/x.whl",
        "C:\\x.whl",
        "numpy\n-e .",
        "numpy;\n-e .",
        "numpy ;\r\n--pre",
        "numpy==1.0,\n--pre",
        "numpy\u2028--pre",
        "numpy # --pre",
        "numpy; $(id)",
        "`id`",
        "numpy\0"
      })
  void optionsAddressesPathsAndSecondLines_areRefused(String line) {
    assertThatThrownBy(() -> Requirements.requireLine(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("requirements");
  }
}

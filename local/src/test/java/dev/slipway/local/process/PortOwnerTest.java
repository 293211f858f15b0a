package dev.slipway.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortOwnerTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void takenPort_isNamedWithItsOwner() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortOwner.isFree(socket.getLocalPort())).isFalse();
      assertThat(PortOwner.of(socket.getLocalPort()))
          .hasValueSatisfying(
              owner -> {
                assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
                assertThat(owner.command()).contains("java");
              });
    }
  }

  @Test
  void freePort_hasNoOwner() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(PortOwner.isFree(port)).isTrue();
    assertThat(PortOwner.of(port)).isEmpty();
  }
}

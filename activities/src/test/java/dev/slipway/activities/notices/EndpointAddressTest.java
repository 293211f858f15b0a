package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.policy.Receiver;
import dev.slipway.policy.Receiver.Form;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each call goes only where notices may be sent to, and says of an address nothing but that. */
@Timeout(60)
class EndpointAddressTest {
  @TempDir Path folder;
  private final List<Endpoint> open = new ArrayList<>();
  private LocalReceiver local;
  private Path secret;

  @BeforeEach
  void start() throws IOException {
    local = new LocalReceiver();
    secret = Files.writeString(folder.resolve("secret"), "whsec_" + "QUJD".repeat(8));
  }

  @AfterEach
  void close() throws IOException {
    open.forEach(Endpoint::close);
    local.close();
  }

  @Test
  void nameThatMovesToAPrivateAddress_isNotCalled() throws Exception {
    var address = new AtomicReference<>(InetAddress.ofLiteral("93.184.215.14"));
    DnsResolver rebinding = resolver(address);
    URI url = URI.create("https://hooks.example.com:%d/".formatted(local.port()));
    var endpoint = open(receiver(url, null, false), rebinding);
    address.set(InetAddress.getLoopbackAddress());

    assertThatThrownBy(() -> endpoint.deliver(Samples.waiting()))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("builder: its address is not allowed")
        .hasMessageNotContaining("127.0.0.1");
    assertThat(local.calls()).isEmpty();
  }

  @Test
  void clearText_staysInThePrivateNetwork() {
    var address = new AtomicReference<>(InetAddress.ofLiteral("93.184.215.14"));
    URI url = URI.create("http://hooks.example.com/");

    assertThatThrownBy(() -> open(receiver(url, null, true), resolver(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a private address; a public one needs https");
  }

  @Test
  void addressInAFile_isJudgedAtEachCall() throws Exception {
    var address = new AtomicReference<>(InetAddress.ofLiteral("93.184.215.14"));
    Path file = Files.writeString(folder.resolve("url"), "https://hooks.example.com/");
    var endpoint = open(receiver(null, file, true), resolver(address));
    Files.writeString(file, "http://hooks.example.com:%d/".formatted(local.port()));
    assertThatThrownBy(() -> endpoint.deliver(Samples.waiting()))
        .hasMessageContaining("its address is not allowed");

    address.set(InetAddress.getLoopbackAddress());
    endpoint.deliver(Samples.waiting());
    assertThat(local.calls()).hasSize(1);
  }

  @Test
  void fileThatIsNoAddress_isNotRepeated() throws Exception {
    Path file = Files.writeString(folder.resolve("url"), local.url().toString());
    var endpoint = open(receiver(null, file, true), SystemDefaultDnsResolver.INSTANCE);
    Files.writeString(file, "hooks.example.com:T0/SECRET");

    assertThatThrownBy(() -> endpoint.deliver(Samples.waiting()))
        .hasMessageContaining("builder: its url_file or secret_file can't be used")
        .hasMessageNotContaining("hooks");
  }

  private Endpoint open(Receiver receiver, DnsResolver names) {
    var endpoint = Endpoint.open(receiver, Samples.LINKS, Clock.systemUTC(), names);
    open.add(endpoint);
    return endpoint;
  }

  private Receiver receiver(@Nullable URI url, @Nullable Path file, boolean allowPrivate) {
    return new Receiver(
        "builder",
        url,
        file,
        Form.CLOUDEVENT,
        secret,
        Set.of(),
        List.of(),
        List.of(),
        allowPrivate);
  }

  private static DnsResolver resolver(AtomicReference<InetAddress> address) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return new InetAddress[] {address.get()};
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}

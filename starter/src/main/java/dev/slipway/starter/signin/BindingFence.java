package dev.slipway.starter.signin;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Other machines reach a server only if somebody has thought about who may sign in to it. */
@Component
final class BindingFence implements InitializingBean {
  private final String address;
  private final boolean signInIsSetUp;

  BindingFence(
      @Value("${server.address:0.0.0.0}") String address,
      StarterSettings settings,
      ServerRules rules) {
    this.address = address;
    this.signInIsSetUp =
        !rules.access().issuers().isEmpty() || settings.signIn().tokenFile() != null;
  }

  @Override
  public void afterPropertiesSet() throws UnknownHostException {
    if (!signInIsSetUp && !InetAddress.getByName(address).isLoopbackAddress()) {
      throw new IllegalStateException(
          "server.address: '%s' (expected: 127.0.0.1; for another one, name identity providers under sign_in in the file of SLIPWAY_POLICY, or a file with the owner's token in SLIPWAY_SIGNIN_TOKENFILE)"
              .formatted(address));
    }
  }
}

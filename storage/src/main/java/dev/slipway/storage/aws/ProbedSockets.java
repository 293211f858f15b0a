package dev.slipway.storage.aws;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import jdk.net.ExtendedSocketOptions;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/**
 * Connections on which the kernel probes the other end while nothing is sent. A call to a function
 * is silent for up to 15 minutes, and a NAT gateway forgets a connection after 350 s of silence.
 */
public final class ProbedSockets extends SSLConnectionSocketFactory {
  /** Some probes before the gateway forgets; Linux would wait for two hours. */
  static final Duration IDLE = Duration.ofSeconds(60);

  public ProbedSockets() {
    super(context());
  }

  private static SSLContext context() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has a default context", impossible);
    }
  }

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    Socket socket = super.createSocket(context);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (var option :
        List.of(ExtendedSocketOptions.TCP_KEEPIDLE, ExtendedSocketOptions.TCP_KEEPINTERVAL)) {
      if (socket.supportedOptions().contains(option)) {
        socket.setOption(option, (int) IDLE.toSeconds());
      }
    }
    return socket;
  }
}

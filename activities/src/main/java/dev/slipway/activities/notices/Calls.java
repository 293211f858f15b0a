package dev.slipway.activities.notices;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls to a receiver that is not trusted: they end in time whatever it does, follow no redirect
 * and read no more of an answer than its status and a few headers.
 */
final class Calls implements AutoCloseable {
  /** A receiver should only take the notice and work on it later. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8_192;

  private final CloseableHttpClient http;
  private final Duration longest;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Calls(DnsResolver names) {
    this(names, LONGEST);
  }

  Calls(DnsResolver names, Duration longest) {
    this.longest = longest;
    var limit = Timeout.of(longest);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(limit).setSocketTimeout(limit).build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MOST_HEADERS)
                            .setMaxLineLength(LONGEST_LINE)
                            .build())
                    .build())
            .build();
    http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setUserAgent("slipway")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /**
   * The status that the receiver answers with.
   *
   * @throws IOException if there is none in time
   */
  int post(URI url, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    var request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, null));
    Future<Integer> status = threads.submit(() -> status(request));
    try {
      return status.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("no answer within %d ms".formatted(longest.toMillis()));
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause ? cause : new IOException(failed);
    } finally {
      request.cancel();
    }
  }

  private int status(HttpPost request) throws IOException {
    // Closed without being read: what follows the headers may have no end.
    try (ClassicHttpResponse answer = http.executeOpen(null, request, null)) {
      return answer.getCode();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      http.close();
    } catch (IOException e) {
      throw new IllegalStateException("connections can't be closed", e);
    }
  }
}

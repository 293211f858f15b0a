package dev.slipway.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;

/** Whether something on this machine answers. */
final class Answers {
  private Answers() {}

  static boolean connects(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) Timing.ANSWER.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Whether a GET is answered with 200. */
  static boolean isOk(String url) {
    return status(url) == HttpURLConnection.HTTP_OK;
  }

  /** The status of a GET; -1 if there is no answer in time. */
  static int status(String url) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout((int) Timing.ANSWER.toMillis());
      connection.setReadTimeout((int) Timing.ANSWER.toMillis());
      connection.setInstanceFollowRedirects(false);
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException noAnswer) {
      return -1;
    }
  }
}

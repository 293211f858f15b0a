package dev.slipway.activities.notices;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.MessageConstraintException;

/**
 * Why a call failed, in words that may be kept in a history: what libraries say of it has the
 * receiver's host and address.
 */
final class Reason {
  private Reason() {}

  static String of(IOException failed) {
    return switch (failed) {
      case ForbiddenAddress _ -> "its address is not allowed";
      case UnknownHostException _ -> "its host can't be resolved";
      case ConnectException _, NoRouteToHostException _ -> "it takes no connection";
      case SSLException _ -> "it offers no TLS connection that can be trusted";
      case InterruptedIOException _ -> "it does not answer in time";
      case MessageConstraintException _ -> "its answer has too many or too long headers";
      default -> "the connection broke, or its answer is not HTTP";
    };
  }
}

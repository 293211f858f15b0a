package dev.slipway.e2e.harness;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One in so many requests is too many, whatever it asks for. */
final class Throttling implements Habit {
  /** A prime, so that no loop of requests is hit at the same place each time. */
  private static final int ONE_IN = 17;

  private static final Set<String> CONTROL_PLANES =
      Set.of("cloudformation", "lambda", "iam", "logs", "secretsmanager", "sts");

  private final AtomicInteger asked = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    boolean counts =
        CONTROL_PLANES.contains(request.service()) && !request.line().contains("/invocations");
    return counts && asked.incrementAndGet() % ONE_IN == 0
        ? refusal(!request.action().isEmpty())
        : behind.ask(request);
  }

  private static byte[] refusal(boolean asXml) {
    return asXml
        ? HttpMessage.answer(
            400,
            "text/xml",
            "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>"
                + "<Message>Rate exceeded</Message></Error></ErrorResponse>")
        : HttpMessage.answer(
            400,
            "application/x-amz-json-1.1",
            "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
  }

  @Override
  public int times() {
    return asked.get() / ONE_IN;
  }
}

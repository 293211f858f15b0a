package dev.slipway.e2e.harness;

import dev.slipway.api.SmokeCheck;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A role's rights reach Bedrock some seconds after they were granted: the first call is denied. */
final class LateRights implements Habit {
  private static final byte[] DENIED =
      HttpMessage.answer(
          200,
          "application/json",
          "{\"statusCode\":500,\"body\":\"AccessDeniedException: not authorized to perform: bedrock:InvokeModel\"}");

  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    boolean smokeTest =
        request.line().contains("/invocations")
            && request.text().contains(SmokeCheck.DEFAULT.payload());
    return smokeTest && calls.getAndIncrement() == 0 ? DENIED : behind.ask(request);
  }

  @Override
  public int times() {
    return Math.min(calls.get(), 1);
  }
}

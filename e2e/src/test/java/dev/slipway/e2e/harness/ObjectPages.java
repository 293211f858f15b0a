package dev.slipway.e2e.harness;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** S3 lists two objects at a time. */
final class ObjectPages implements Habit {
  private final AtomicInteger followed = new AtomicInteger();

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    String line = request.line();
    if (!request.service().equals("s3")
        || !line.contains("list-type=2")
        || line.contains("max-keys=")) {
      return behind.ask(request);
    }
    if (line.contains("continuation-token=")) {
      followed.incrementAndGet();
    }
    return behind.ask(request.withLine(line.replace("list-type=2", "list-type=2&max-keys=2")));
  }

  @Override
  public int times() {
    return followed.get();
  }
}

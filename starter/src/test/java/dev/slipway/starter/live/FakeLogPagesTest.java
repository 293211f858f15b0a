package dev.slipway.starter.live;

import java.time.Instant;

class FakeLogPagesTest extends LogPagesContract {
  private final FakeLogPages pages = new FakeLogPages(1, true);

  @Override
  LogPages pages() {
    return pages;
  }

  @Override
  void write(Instant time, String line) {
    pages.add(time, line);
  }
}

package dev.slipway.e2e.harness;

import com.microsoft.playwright.Page;

/** A user without a mouse: moves from one element to the next with Tab. */
public final class Keyboard {
  /** No page has more tab stops. */
  private static final int MAX_STOPS = 120;

  private static final String NAME =
      """
      () => {
        const here = document.activeElement;
        const label = here?.labels?.[0]?.textContent ?? '';
        return (here?.getAttribute('aria-label') || label || here?.textContent || '')
          .replace(/\\s+/g, ' ').trim();
      }
      """;

  private final Page page;

  public Keyboard(Page page) {
    this.page = page;
  }

  /** Tabs to the next element whose name starts with this. */
  public Keyboard to(String name) {
    for (int stop = 0; stop < MAX_STOPS; stop++) {
      page.keyboard().press("Tab");
      if (String.valueOf(page.evaluate(NAME)).startsWith(name)) {
        return this;
      }
    }
    throw new AssertionError("'%s' is not reached with Tab on %s".formatted(name, page.url()));
  }

  public Keyboard press(String key) {
    page.keyboard().press(key);
    return this;
  }

  /** Overwrites the current text. */
  public Keyboard write(String text) {
    page.keyboard().press("Control+A");
    page.keyboard().insertText(text);
    return this;
  }
}

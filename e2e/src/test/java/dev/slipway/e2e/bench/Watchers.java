package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many concurrent watchers, all on one thread: they must not be what is measured. */
final class Watchers implements AutoCloseable {
  /** As many at once as when many people open a page after a notification. */
  private static final int BURST = 50;

  private static final int READ = 16 * 1024;

  private final URI server;
  private final List<Watcher> all = new ArrayList<>();
  private final List<Double> toldAfter = new ArrayList<>();
  private final List<Double> logAfter = new ArrayList<>();
  private final AtomicInteger streaming = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final ByteBuffer buffer = ByteBuffer.allocate(READ);
  private final Selector selector;
  private final Thread thread = Thread.ofPlatform().name("watchers").daemon().unstarted(this::run);
  private volatile Instant measured = Instant.MAX;
  private volatile boolean closed;
  private int opened;

  Watchers(URI server, List<String> deployments, int each) {
    this.server = server;
    for (int round = 0; round < each; round++) {
      deployments.forEach(deployment -> all.add(new Watcher(deployment)));
    }
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open() {
    thread.start();
  }

  /** Counts the delays of what happens from now on. */
  void measure() {
    measured = Instant.now();
  }

  int streaming() {
    return streaming.get();
  }

  int ended() {
    return ended.get();
  }

  /** Waits until each has received the end; false if that took longer. */
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return thread.join(longest);
  }

  int broken() {
    return broken.get();
  }

  List<Watcher> all() {
    return all;
  }

  /** Seconds from the time in the history to the arrival, for each event and watcher. */
  List<Double> toldAfter() {
    return toldAfter;
  }

  /** Seconds from the time at which a line was logged. */
  List<Double> logAfter() {
    return logAfter;
  }

  private void run() {
    try (selector) {
      while (!closed && ended.get() < all.size()) {
        openSome();
        selector.select(50);
        for (SelectionKey key : selector.selectedKeys()) {
          ready(key);
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void openSome() throws IOException {
    // The next burst once the last one has been served.
    if (opened == all.size() || opened - BURST >= streaming.get() + broken.get()) {
      return;
    }
    for (int i = 0; i < BURST && opened < all.size(); i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.register(selector, SelectionKey.OP_CONNECT, all.get(opened++));
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isConnectable()) {
        ask(key);
      } else if (key.isReadable()) {
        read(key);
      }
    } catch (IOException lost) {
      broken.incrementAndGet();
      end(key);
    }
  }

  private static void ask(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    channel.finishConnect();
    // In HTTP/1.0 the answer is not chunked and ends with the connection.
    String request =
        "GET /api/v1/deployments/%s/events HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(((Watcher) key.attachment()).deployment(), Ground.TOKEN);
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    key.interestOps(SelectionKey.OP_READ);
  }

  private void read(SelectionKey key) throws IOException {
    Watcher watcher = (Watcher) key.attachment();
    buffer.clear();
    int length = ((SocketChannel) key.channel()).read(buffer);
    if (length < 0) {
      watcher.end();
      broken.addAndGet(watcher.streaming() ? 0 : 1);
      end(key);
      return;
    }
    boolean before = watcher.streaming();
    watcher.take(buffer.array(), length, this::arrived);
    if (!before && watcher.streaming()) {
      streaming.incrementAndGet();
    }
  }

  private void arrived(String event, Instant happened, Duration later) {
    if (happened.isAfter(measured)) {
      (event.equals("log") ? logAfter : toldAfter).add(later.toNanos() / 1e9);
    }
  }

  private void end(SelectionKey key) {
    ended.incrementAndGet();
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException alreadyClosed) {
      broken.incrementAndGet();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A proxy in front of the emulator that passes everything on unchanged, and holds on request. */
public final class HoldingProxy implements AutoCloseable {
  private final URI upstream;
  private final URI upstreamOfObjects;
  private final ServerSocket door;
  private final List<Hold> holds = new CopyOnWriteArrayList<>();
  private final List<UnaryOperator<HttpMessage>> rewrites = new CopyOnWriteArrayList<>();
  private final List<Habit> habits = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  public HoldingProxy(URI upstream) {
    this(upstream, upstream);
  }

  /** One that routes S3 requests elsewhere. */
  HoldingProxy(URI upstream, URI upstreamOfObjects) {
    this.upstream = upstream;
    this.upstreamOfObjects = upstreamOfObjects;
    try {
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  public Hold add(Hold hold) {
    holds.add(hold);
    return hold;
  }

  /** Changes the text of every request that matches from now on. */
  public void rewrite(Predicate<HttpMessage> wanted, UnaryOperator<String> change) {
    rewrites.add(
        request -> wanted.test(request) ? request.withText(change.apply(request.text())) : request);
  }

  /** Answers in this way from now on; the first one that was added is asked first. */
  void add(Habit habit) {
    habits.add(habit);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        open.add(caller);
        Thread.ofVirtual().name("proxy-call").start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      Optional<HttpMessage> request =
          HttpMessage.read(
              new java.io.BufferedInputStream(caller.getInputStream()), caller.getOutputStream());
      if (request.isPresent()) {
        pass(request.get(), caller);
      }
    } catch (IOException hungUp) {
      // The caller is dead or has timed out; that is what these tests are about.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  private void pass(HttpMessage request, Socket caller) throws IOException, InterruptedException {
    if (!passes(Hold.Moment.BEFORE_EFFECT, request)) {
      return;
    }
    HttpMessage changed = request;
    for (UnaryOperator<HttpMessage> rewrite : rewrites) {
      changed = rewrite.apply(changed);
    }
    byte[] answer = answer(changed, habits);
    String text = new String(answer, StandardCharsets.UTF_8);
    holds.forEach(hold -> hold.sees(request, text));
    if (passes(Hold.Moment.AFTER_EFFECT, request)) {
      caller.getOutputStream().write(answer);
      caller.getOutputStream().flush();
    }
  }

  private byte[] answer(HttpMessage request, List<Habit> left)
      throws IOException, InterruptedException {
    return left.isEmpty()
        ? ask(request)
        : left.getFirst().answer(request, changed -> answer(changed, left.subList(1, left.size())));
  }

  private byte[] ask(HttpMessage request) throws IOException {
    URI next = request.service().equals("s3") ? upstreamOfObjects : upstream;
    try (Socket server = new Socket(next.getHost(), next.getPort())) {
      server.setTcpNoDelay(true);
      request.writeForOneAnswer(server.getOutputStream());
      return server.getInputStream().readAllBytes();
    }
  }

  private boolean passes(Hold.Moment moment, HttpMessage request) throws InterruptedException {
    for (Hold hold : holds) {
      if (!hold.passes(moment, request)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    holds.forEach(Hold::drop);
    try {
      door.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

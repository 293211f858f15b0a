package dev.slipway.cli;

import dev.slipway.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Records the output. */
public final class FakeConsole implements Console {
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final StringBuilder drawn = new StringBuilder();
  private boolean terminal;
  private int width = 100;
  private String input = "";
  private Optional<String> secret = Optional.empty();
  private boolean agrees;
  private boolean colors;
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private Consumer<String> reader = _ -> {};

  public FakeConsole asTerminal(int columns) {
    terminal = true;
    width = columns;
    return this;
  }

  public FakeConsole withInput(String text) {
    input = text;
    return this;
  }

  public FakeConsole withSecret(String typed) {
    secret = Optional.of(typed);
    return this;
  }

  /** Someone who answers y to every question; others answer n. */
  public FakeConsole whoAgrees() {
    agrees = true;
    return this;
  }

  public FakeConsole withColors() {
    colors = true;
    return this;
  }

  public List<String> questions() {
    return List.copyOf(questions);
  }

  /** Someone who reads each line beside the result. */
  public FakeConsole whenPrinted(Consumer<String> read) {
    reader = read;
    return this;
  }

  public String outText() {
    return String.join("\n", out);
  }

  public String errText() {
    return String.join("\n", err);
  }

  public String drawnText() {
    return drawn.toString();
  }

  @Override
  public void print(String line) {
    out.add(line);
  }

  @Override
  public void printBeside(String line) {
    err.add(line);
    reader.accept(line);
  }

  @Override
  public void draw(String text) {
    drawn.append(text);
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public boolean hasColors() {
    return colors;
  }

  @Override
  public boolean confirm(String question) {
    questions.add(question);
    return agrees;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public InputStream input() {
    return new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> askSecret(String question) {
    return secret;
  }
}

package dev.slipway.cli.console;

import java.io.InputStream;
import java.util.Optional;

/** Another console, with all lines beside the result. */
public final class ConsoleBeside implements Console {
  private final Console console;

  public ConsoleBeside(Console console) {
    this.console = console;
  }

  @Override
  public void print(String line) {
    console.printBeside(line);
  }

  @Override
  public void printBeside(String line) {
    console.printBeside(line);
  }

  @Override
  public void draw(String text) {
    throw new UnsupportedOperationException("nothing is drawn beside the result");
  }

  @Override
  public boolean isTerminal() {
    return console.isTerminal();
  }

  @Override
  public boolean hasColors() {
    return console.hasColors();
  }

  @Override
  public int width() {
    return console.width();
  }

  @Override
  public InputStream input() {
    return console.input();
  }

  @Override
  public Optional<String> askSecret(String question) {
    return console.askSecret(question);
  }

  @Override
  public boolean confirm(String question) {
    return console.confirm(question);
  }

  @Override
  public String command() {
    return console.command();
  }
}

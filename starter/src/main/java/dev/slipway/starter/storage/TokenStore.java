package dev.slipway.starter.storage;

import java.util.List;
import java.util.Optional;

/** Where what is known about API tokens is kept; never the tokens themselves. */
public interface TokenStore {
  void put(String id, String json);

  /** What is known about a token; nothing when there is none of that id. */
  Optional<String> find(String id);

  /** The ids of all tokens, expired ones included. */
  List<String> ids();

  void remove(String id);
}

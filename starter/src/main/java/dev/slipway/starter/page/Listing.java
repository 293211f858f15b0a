package dev.slipway.starter.page;

import dev.slipway.starter.requests.ListQuery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Where a list's links lead: the same filters, another page. */
public record Listing(ListQuery query) {
  /** This page. */
  public String here() {
    return address(query.pageToken() == null ? "" : query.pageToken());
  }

  /** The same filters, starting from the newest. */
  public String newest() {
    return address("");
  }

  String page(String token) {
    return address(token);
  }

  /** The other filters with another status; all of them if it is empty. */
  String withStatus(String status) {
    Map<String, String> filters = new TreeMap<>(query.filters());
    filters.remove("status");
    if (!status.isEmpty()) {
      filters.put("status", status);
    }
    return address(filters);
  }

  public boolean filtered() {
    return !query.filters().isEmpty();
  }

  private String address(String token) {
    Map<String, String> parameters = new TreeMap<>(query.filters());
    if (!token.isEmpty()) {
      parameters.put("page_token", token);
    }
    return address(parameters);
  }

  private static String address(Map<String, String> parameters) {
    StringBuilder address = new StringBuilder("/");
    parameters.forEach(
        (name, value) ->
            address
                .append(address.length() == 1 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return address.toString();
  }
}

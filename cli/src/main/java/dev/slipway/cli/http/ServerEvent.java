package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/** One server-sent event; this version may not know its type. */
public record ServerEvent(String id, String type, JsonNode data) {}

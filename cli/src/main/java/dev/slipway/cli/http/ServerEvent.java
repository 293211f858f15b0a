package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/** One server-sent event; its type may be one this version does not know. */
public record ServerEvent(String id, String type, JsonNode data) {}

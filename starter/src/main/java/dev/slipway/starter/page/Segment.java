package dev.slipway.starter.page;

/**
 * A stretch of a lane.
 *
 * @param left where it starts, in thousandths of the line
 * @param width how long it is, likewise
 * @param kind what it shows: {@code whole}, or how an attempt ended
 * @param title its tooltip
 */
public record Segment(long left, long width, String kind, String title) {}

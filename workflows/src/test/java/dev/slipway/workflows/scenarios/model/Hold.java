package dev.slipway.workflows.scenarios.model;

/** Where a deployment is paused so that something else can happen meanwhile. */
public record Hold(Call call, Moment moment) {}

/**
 * Scenarios, how they are generated from a seed, and a model that predicts the outcome of each. It
 * knows the product's vocabulary and nothing of its implementation.
 */
@NullMarked
package dev.slipway.workflows.scenarios.model;

import org.jspecify.annotations.NullMarked;

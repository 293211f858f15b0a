/**
 * Scenarios, how they are made from a seed, and a model that says what each of them must lead to.
 * It knows the product's vocabulary and nothing of how the product does it.
 */
@NullMarked
package dev.slipway.workflows.scenarios.model;

import org.jspecify.annotations.NullMarked;

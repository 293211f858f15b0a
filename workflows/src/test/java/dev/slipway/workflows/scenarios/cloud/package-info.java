/**
 * AWS as far as a deployment's outcome depends on it: objects by key, keys by ARN, stacks whose
 * function answers from what its alias actually points to.
 */
@NullMarked
package dev.slipway.workflows.scenarios.cloud;

import org.jspecify.annotations.NullMarked;

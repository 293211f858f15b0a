/** Deployments over REST: create, list, show and decide. */
@NullMarked
package dev.slipway.starter.deployments;

import org.jspecify.annotations.NullMarked;

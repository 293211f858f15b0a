/** The list of deployments without a server. */
@NullMarked
package dev.slipway.starter.deployments;

import org.jspecify.annotations.NullMarked;

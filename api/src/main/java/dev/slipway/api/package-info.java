/** The contract: what a deployment may say, with the range and the documentation of each field. */
@NullMarked
package dev.slipway.api;

import org.jspecify.annotations.NullMarked;

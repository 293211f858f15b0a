/** Serves audit bundles and what they refer to, byte for byte. */
@NullMarked
package dev.slipway.starter.audit;

import org.jspecify.annotations.NullMarked;

/** Rules and what they refuse. */
@NullMarked
package dev.slipway.policy;

import org.jspecify.annotations.NullMarked;

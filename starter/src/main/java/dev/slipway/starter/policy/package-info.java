/** The rules of this server, and where they are applied. */
@NullMarked
package dev.slipway.starter.policy;

import org.jspecify.annotations.NullMarked;

/** The call that shows the rules of this server. */
@NullMarked
package dev.slipway.starter.rules;

import org.jspecify.annotations.NullMarked;

/** Tests of the access to Temporal. */
@NullMarked
package dev.slipway.starter.temporal;

import org.jspecify.annotations.NullMarked;

/** Tests. */
@NullMarked
package dev.slipway.starter.requests;

import org.jspecify.annotations.NullMarked;

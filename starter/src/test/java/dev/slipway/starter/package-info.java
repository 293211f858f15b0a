/** Tests. */
@NullMarked
package dev.slipway.starter;

import org.jspecify.annotations.NullMarked;

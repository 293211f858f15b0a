/** Identity providers of others, and what their tokens are worth to a starter. */
@NullMarked
package dev.slipway.e2e.signin;

import org.jspecify.annotations.NullMarked;

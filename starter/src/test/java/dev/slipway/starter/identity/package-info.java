/** Tests of who is signed in. */
@NullMarked
package dev.slipway.starter.identity;

import org.jspecify.annotations.NullMarked;

/** The calls with which people and programs sign in, and see who they are. */
@NullMarked
package dev.slipway.starter.identity;

import org.jspecify.annotations.NullMarked;

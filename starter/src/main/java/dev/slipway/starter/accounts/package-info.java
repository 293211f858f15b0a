/** The accounts that this server deploys to. */
@NullMarked
package dev.slipway.starter.accounts;

import org.jspecify.annotations.NullMarked;

/** API keys on their way from a request to a function, kept nowhere else. */
@NullMarked
package dev.slipway.storage.secrets;

import org.jspecify.annotations.NullMarked;

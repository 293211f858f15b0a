/** Who is calling: local token, API tokens, identity providers, and the page's session. */
@NullMarked
package dev.slipway.starter.signin;

import org.jspecify.annotations.NullMarked;

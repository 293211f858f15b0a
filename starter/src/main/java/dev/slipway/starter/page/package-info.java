/** The web page, rendered on the server. */
@NullMarked
package dev.slipway.starter.page;

import org.jspecify.annotations.NullMarked;

/** What the caller gave on the command line as the API's requests. */
@NullMarked
package dev.slipway.cli.request;

import org.jspecify.annotations.NullMarked;

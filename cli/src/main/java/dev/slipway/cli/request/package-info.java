/** Turns command-line arguments into the API's requests. */
@NullMarked
package dev.slipway.cli.request;

import org.jspecify.annotations.NullMarked;

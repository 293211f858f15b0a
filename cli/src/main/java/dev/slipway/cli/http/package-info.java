/** The REST API as seen from outside: requests, problems and event streams. */
@NullMarked
package dev.slipway.cli.http;

import org.jspecify.annotations.NullMarked;

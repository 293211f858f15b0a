/** The front door: REST, server-sent events and the page over Temporal and storage. */
@NullMarked
package dev.slipway.starter;

import org.jspecify.annotations.NullMarked;

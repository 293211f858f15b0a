/** The starter: REST, server-sent events and the page on top of Temporal and storage. */
@NullMarked
package dev.slipway.starter;

import org.jspecify.annotations.NullMarked;

/**
 * What happens in a deployment, live: server-sent events and log lines that resume without loss.
 */
@NullMarked
package dev.slipway.starter.events;

import org.jspecify.annotations.NullMarked;

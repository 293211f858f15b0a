/** The setup of docker-compose.yml without Docker: the same processes, scripts and settings. */
@NullMarked
package dev.slipway.e2e.production;

import org.jspecify.annotations.NullMarked;

/** The worker and the starter inside this JVM. */
@NullMarked
package dev.slipway.local.services;

import org.jspecify.annotations.NullMarked;

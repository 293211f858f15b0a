/** The worker and the starter inside this JVM. */
@NullMarked
package dev.slipway.local.rooms;

import org.jspecify.annotations.NullMarked;

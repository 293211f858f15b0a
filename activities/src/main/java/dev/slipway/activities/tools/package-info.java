/** The programs a worker needs, where they are and in which versions. */
@NullMarked
package dev.slipway.activities.tools;

import org.jspecify.annotations.NullMarked;

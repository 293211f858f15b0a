/**
 * What this machine runs: distinguishes our processes from other people's, and stops ours
 * completely.
 */
@NullMarked
package dev.slipway.local.process;

import org.jspecify.annotations.NullMarked;

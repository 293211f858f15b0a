/** What this machine runs: telling our processes from other people's, and ending ours whole. */
@NullMarked
package dev.slipway.local.process;

import org.jspecify.annotations.NullMarked;

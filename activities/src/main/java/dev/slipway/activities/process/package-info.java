/** The only way child processes are run: bounded in time and output, stopped with their tree. */
@NullMarked
package dev.slipway.activities.process;

import org.jspecify.annotations.NullMarked;

/** The one way in which a child process is run: bounded in time and output, ended with its tree. */
@NullMarked
package dev.slipway.activities.process;

import org.jspecify.annotations.NullMarked;

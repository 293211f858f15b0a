/** How the command line proves who calls: where its token comes from, and how it gets one. */
@NullMarked
package dev.slipway.cli.signin;

import org.jspecify.annotations.NullMarked;

/** The API's answers as text for people. */
@NullMarked
package dev.slipway.cli.view;

import org.jspecify.annotations.NullMarked;

/** The answers of the API, name by name. */
@NullMarked
package dev.slipway.starter.views;

import org.jspecify.annotations.NullMarked;

/** Tests of the page's own arithmetic and of its pages as HTML. */
@NullMarked
package dev.slipway.starter.page;

import org.jspecify.annotations.NullMarked;

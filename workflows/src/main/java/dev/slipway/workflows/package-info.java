/** Contracts and workflow code, free of Spring, AWS and I/O. */
@NullMarked
package dev.slipway.workflows;

import org.jspecify.annotations.NullMarked;

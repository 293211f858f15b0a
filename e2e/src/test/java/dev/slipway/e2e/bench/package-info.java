/** Benchmarks of the whole system: each prints a table and one line of JSON. */
@NullMarked
package dev.slipway.e2e.bench;

import org.jspecify.annotations.NullMarked;

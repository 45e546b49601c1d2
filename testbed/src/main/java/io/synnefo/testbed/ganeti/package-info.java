/**
 * Ganeti clusters for tests: FakeGaneti, in this process or one of its own, and private real ones.
 * Both leave the same env file; one contract test holds them equal.
 */
@NullMarked
package io.synnefo.testbed.ganeti;

import org.jspecify.annotations.NullMarked;

/** What tests start and inject faults with: private daemons, FakeGaneti, a fault proxy. */
@NullMarked
package io.synnefo.testbed;

import org.jspecify.annotations.NullMarked;

/**
 * Which queues there are, what reaches them and who handles it: read alike by the adapter that
 * declares them and by the application that handles. Imports: java, jakarta.json.
 */
@NullMarked
package io.synnefo.wire.queue;

import org.jspecify.annotations.NullMarked;

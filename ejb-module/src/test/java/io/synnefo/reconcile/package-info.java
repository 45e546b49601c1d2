/** Tests of settling, without a container. */
@NullMarked
package io.synnefo.reconcile;

import org.jspecify.annotations.NullMarked;

/** Tests of flavors, without a container. */
@NullMarked
package io.synnefo.flavor;

import org.jspecify.annotations.NullMarked;

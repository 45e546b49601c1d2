/**
 * Flavors: the sizes of servers. Main entry: {@link io.synnefo.flavor.Flavors}. Imports: kernel,
 * JPA, CDI, JTA.
 */
@NullMarked
package io.synnefo.flavor;

import org.jspecify.annotations.NullMarked;

/**
 * Images: what servers boot from. Main entry: {@link io.synnefo.image.Images}. Imports: kernel,
 * JPA, CDI, JTA.
 */
@NullMarked
package io.synnefo.image;

import org.jspecify.annotations.NullMarked;

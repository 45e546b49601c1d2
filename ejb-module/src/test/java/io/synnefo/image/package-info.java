/** Tests of images, without a container. */
@NullMarked
package io.synnefo.image;

import org.jspecify.annotations.NullMarked;

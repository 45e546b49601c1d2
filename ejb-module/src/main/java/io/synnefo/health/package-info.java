/**
 * What the server answers under {@code /health}. Imports: MicroProfile Health, the platform's
 * MBeans, the data source; no feature.
 */
@NullMarked
package io.synnefo.health;

import org.jspecify.annotations.NullMarked;

/**
 * What the server answers under {@code /health}. Imports: MicroProfile Health, the platform's
 * MBeans, the data source, what the adapter's figures mean (wire); no feature. It is a jar of its
 * own in the EAR's {@code lib}: WildFly finds health checks in no module of an EAR (WFLY-12835).
 */
@NullMarked
package io.synnefo.health;

import org.jspecify.annotations.NullMarked;

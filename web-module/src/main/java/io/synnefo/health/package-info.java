/**
 * What the server answers under {@code /health}. Imports: MicroProfile Health, the platform's
 * MBeans, the data source; no feature. It lives in the WAR because WildFly looks for health checks
 * in no other module of an EAR.
 */
@NullMarked
package io.synnefo.health;

import org.jspecify.annotations.NullMarked;

/**
 * What all APIs share: faults, tokens, JSON, paging. Imports: use cases, views, Fault; never an
 * entity.
 */
@NullMarked
package io.synnefo.api.http;

import org.jspecify.annotations.NullMarked;

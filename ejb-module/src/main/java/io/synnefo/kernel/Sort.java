package io.synnefo.kernel;

/**
 * One thing by which a list is sorted.
 *
 * @param key in the API's word
 */
public record Sort(String key, boolean ascending) {}

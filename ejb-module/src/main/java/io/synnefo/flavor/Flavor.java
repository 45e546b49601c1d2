package io.synnefo.flavor;

/**
 * The size of a server.
 *
 * @param id chosen by the operator, such as {@code 1}
 */
public record Flavor(String id, String name, int vcpus, int ramMib, int diskGib) {}

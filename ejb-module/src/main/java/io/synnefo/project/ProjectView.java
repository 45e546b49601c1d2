package io.synnefo.project;

/**
 * A project as the API shows it.
 *
 * @param id 32 hexadecimal digits
 */
public record ProjectView(String id, String name) {}

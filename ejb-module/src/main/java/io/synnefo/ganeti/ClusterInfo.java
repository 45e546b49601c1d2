package io.synnefo.ganeti;

/** What a cluster says of itself: its name, its software version and the node that is master. */
public record ClusterInfo(String name, String uuid, String softwareVersion, String master) {}

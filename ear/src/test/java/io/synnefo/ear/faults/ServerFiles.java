package io.synnefo.ear.faults;

import io.synnefo.testbed.ganeti.GanetiEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What the server is told before it starts: settings, secrets, and what to bring in. */
final class ServerFiles {
  private final ShellScript server;

  ServerFiles(ShellScript server) {
    this.server = server;
  }

  void settings(List<String> lines) throws IOException {
    Files.write(server.file("server.conf"), lines);
  }

  void secret(String name, String value) throws IOException {
    Path file = server.file("secrets/" + name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value);
  }

  /** Users anna and bert, a project each of that name, two flavors, and one of everything else. */
  Path seed(GanetiEnv ganeti) throws IOException {
    List<String> projects = new ArrayList<>();
    List<String> users = new ArrayList<>();
    for (String name : List.of("anna", "bert")) {
      projects.add("{\"name\": \"%s\"}".formatted(name));
      users.add(
          "{\"name\": \"%1$s\", \"password\": \"%1$s-secret\", \"project\": \"%1$s\", \"roles\": [\"member\"]}"
              .formatted(name));
    }
    String text =
        """
        {"projects": [%s],
         "users": [%s],
         "flavors": [{"id": "1", "name": "nano", "vcpus": 1, "ram_mib": 64, "disk_gib": 1},
           {"id": "2", "name": "micro", "vcpus": 2, "ram_mib": 128, "disk_gib": 1}],
         "images": [{"name": "tiny", "os": "snf-image+default",
           "parameters": {"img_id": "tiny.diskdump", "img_format": "diskdump"},
           "min_disk_gib": 0, "min_ram_mib": 0, "size_bytes": 1048576,
           "disk_format": "raw", "container_format": "bare"}],
         "backends": [{"name": "ganeti1", "endpoints": ["%s"], "username": "%s",
           "certificate_sha256": "%s", "hypervisor": "kvm", "disk_template": "file"}]}
        """
            .formatted(
                String.join(", ", projects),
                String.join(", ", users),
                ganeti.rapi(),
                ganeti.username(),
                ganeti.certificateSha256());
    return Files.writeString(server.file("seed.json"), text);
  }
}

# The rows a new cloud begins with.
def image($name; $file): {
  name: $name, os: "snf-image+default",
  parameters: {img_id: $file, img_format: "diskdump"},
  min_disk_gib: 0, min_ram_mib: 0, size_bytes: 1048576, disk_format: "raw", container_format: "bare"
};
def flavor($id; $name; $vcpus; $ram; $disk): {
  id: $id, name: $name, vcpus: $vcpus, ram_mib: $ram, disk_gib: $disk
};
{
  projects: [{name: "admin"}, {name: "demo"}],
  users: [
    {name: "admin", password: $admin, project: "admin", roles: ["admin"]},
    {name: "demo", password: $demo, project: "demo", roles: ["member"]}
  ],
  flavors: [
    flavor("1"; "m1.nano"; 1; 64; 1),
    flavor("2"; "m1.tiny"; 1; 256; 1),
    flavor("3"; "m1.small"; 1; 1024; 2),
    flavor("4"; "m1.medium"; 2; 2048; 4)
  ],
  images: [image("tiny"; "tiny.diskdump"), image("debian"; "debian.diskdump")],
  backends: [{
    name: "ganeti1", endpoints: [$rapi], username: $user, certificate_sha256: $certificate,
    hypervisor: "kvm", disk_template: "file"
  }]
}

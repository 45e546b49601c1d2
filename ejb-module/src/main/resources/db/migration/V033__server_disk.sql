-- The disks of an instance as Ganeti showed them, position from 0.

CREATE TABLE server_disk (
  server_id BIGINT  NOT NULL,
  position  INTEGER NOT NULL,
  size_mib  BIGINT  NOT NULL,
  name      VARCHAR(255),
  CONSTRAINT server_disk_pk PRIMARY KEY (server_id, position),
  CONSTRAINT server_disk_server_fk FOREIGN KEY (server_id) REFERENCES server (id) ON DELETE CASCADE
);

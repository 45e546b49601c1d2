-- What an instance is made of, as Ganeti showed it when it was last asked: told_at. From due_at on
-- it is to be asked again. version counts who wanted or began that: an older answer is dropped.
-- vcpus and ram_mib are here beside the server's flavor, because Ganeti may have what no flavor has.

CREATE TABLE server_shape (
  server_id BIGINT  NOT NULL PRIMARY KEY,
  version   BIGINT  NOT NULL,
  due_at    TIMESTAMP(6),
  told_at   TIMESTAMP(6),
  vcpus     INTEGER DEFAULT 0 NOT NULL,
  ram_mib   BIGINT  DEFAULT 0 NOT NULL,
  CONSTRAINT server_shape_server_fk FOREIGN KEY (server_id) REFERENCES server (id) ON DELETE CASCADE
);
CREATE INDEX server_shape_due_at ON server_shape (due_at);

-- position is Ganeti's, from 0. network is the name of Ganeti's network, link what is below it.
CREATE TABLE server_nic (
  server_id BIGINT       NOT NULL,
  position  INTEGER      NOT NULL,
  mac       VARCHAR(64)  NOT NULL,
  ip        VARCHAR(64),
  mode      VARCHAR(32),
  link      VARCHAR(255),
  network   VARCHAR(255),
  name      VARCHAR(255),
  CONSTRAINT server_nic_pk PRIMARY KEY (server_id, position),
  CONSTRAINT server_nic_server_fk FOREIGN KEY (server_id) REFERENCES server (id) ON DELETE CASCADE
);
CREATE INDEX server_nic_ip ON server_nic (ip);

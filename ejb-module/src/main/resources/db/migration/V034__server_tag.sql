-- Tags of an instance, and the hypervisor's parameters that were set for it alone, as Ganeti showed
-- them. For the operator; the user's metadata is server_metadata.

CREATE TABLE server_tag (
  server_id BIGINT       NOT NULL,
  tag       VARCHAR(255) NOT NULL,
  CONSTRAINT server_tag_pk PRIMARY KEY (server_id, tag),
  CONSTRAINT server_tag_server_fk FOREIGN KEY (server_id) REFERENCES server (id) ON DELETE CASCADE
);

CREATE TABLE server_hvparam (
  server_id BIGINT        NOT NULL,
  parameter VARCHAR(255)  NOT NULL,
  setting   VARCHAR(4000) NOT NULL,
  CONSTRAINT server_hvparam_pk PRIMARY KEY (server_id, parameter),
  CONSTRAINT server_hvparam_server_fk FOREIGN KEY (server_id) REFERENCES server (id)
    ON DELETE CASCADE
);

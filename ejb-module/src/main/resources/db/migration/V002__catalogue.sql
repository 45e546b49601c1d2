-- What servers are made of: flavors and images.

CREATE TABLE flavor (
  id       VARCHAR(36)  NOT NULL PRIMARY KEY,
  name     VARCHAR(255) NOT NULL,
  vcpus    INTEGER      NOT NULL,
  ram_mib  INTEGER      NOT NULL,
  disk_gib INTEGER      NOT NULL,
  CONSTRAINT flavor_name_unique UNIQUE (name),
  CONSTRAINT flavor_positive CHECK (vcpus > 0 AND ram_mib > 0 AND disk_gib >= 0)
);

-- Images' names are not unique in OpenStack; the seed finds its own by name, see seed code.
CREATE TABLE image (
  id               VARCHAR(36)  NOT NULL PRIMARY KEY,
  name             VARCHAR(255) NOT NULL,
  os               VARCHAR(255) NOT NULL,
  min_disk_gib     INTEGER      NOT NULL,
  min_ram_mib      INTEGER      NOT NULL,
  size_bytes       BIGINT       NOT NULL,
  disk_format      VARCHAR(16)  NOT NULL,
  container_format VARCHAR(16)  NOT NULL,
  created_at       TIMESTAMP(6) NOT NULL,
  updated_at       TIMESTAMP(6) NOT NULL
);
CREATE INDEX image_name ON image (name);

-- Parameters given to the operating system definition of Ganeti.
CREATE TABLE image_parameter (
  image_id VARCHAR(36)   NOT NULL,
  name     VARCHAR(64)   NOT NULL,
  content  VARCHAR(1024) NOT NULL,
  CONSTRAINT image_parameter_pk PRIMARY KEY (image_id, name),
  CONSTRAINT image_parameter_image_fk FOREIGN KEY (image_id) REFERENCES image (id)
);

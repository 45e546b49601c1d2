-- Failures of a message's own, counted by the resource adapter (AttemptLedger). A row lives from
-- the first failure until the message is done or dead-lettered.
CREATE TABLE delivery_attempt (
  queue       VARCHAR(100)  NOT NULL,
  message_key VARCHAR(200)  NOT NULL,
  attempts    INTEGER       NOT NULL,
  last_reason VARCHAR(1000) NOT NULL,
  last_at     TIMESTAMP(6)  NOT NULL,
  PRIMARY KEY (queue, message_key)
);

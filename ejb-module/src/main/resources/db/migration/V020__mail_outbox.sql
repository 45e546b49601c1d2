-- Mail that was asked for: written with the acknowledgement of the message that asked, sent
-- afterwards. A row that has ended stays a while, so that the same mail is not sent again; what a
-- mail said goes when it was sent. due_at also is the claim of who is sending it: nobody else takes
-- it before.
CREATE TABLE mail_outbox (
  message_id  VARCHAR(100) NOT NULL PRIMARY KEY,
  template    VARCHAR(63)  NOT NULL,
  recipient   VARCHAR(254) NOT NULL,
  subject     VARCHAR(255),
  body        VARCHAR(20000),
  state       VARCHAR(16)  NOT NULL,
  attempts    INTEGER      NOT NULL,
  last_reason VARCHAR(500),
  accepted_at TIMESTAMP(6) NOT NULL,
  due_at      TIMESTAMP(6),
  ended_at    TIMESTAMP(6)
);
CREATE INDEX mail_outbox_due_at ON mail_outbox (due_at);
CREATE INDEX mail_outbox_ended_at ON mail_outbox (ended_at);

-- What workers, devices and own evaluators say of the trials that they work on, and what the service has to add.
CREATE TABLE trial_log (
  trial_id uuid NOT NULL REFERENCES trial,
  number   bigint GENERATED ALWAYS AS IDENTITY,
  said_at  timestamptz NOT NULL,
  said_by  text,
  line     text NOT NULL,
  PRIMARY KEY (trial_id, number)
);

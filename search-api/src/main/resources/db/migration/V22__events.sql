-- What happened in an experiment, numbered without gaps under the lock on where it stands.
ALTER TABLE experiment_progress ADD COLUMN events integer NOT NULL DEFAULT 0;

CREATE TABLE event (
  experiment_id uuid NOT NULL REFERENCES experiment,
  number        integer NOT NULL,
  kind          text NOT NULL,
  payload       jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (experiment_id, number)
);

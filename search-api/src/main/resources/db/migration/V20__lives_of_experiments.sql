-- Hidden from lists since then.
ALTER TABLE experiment ADD COLUMN archived_at timestamptz;
CREATE INDEX experiment_created ON experiment (created_at, id);

-- Why an experiment does not get on although it runs.
ALTER TABLE experiment_progress ADD COLUMN stalled text;

-- For how long a task was leased: all its leases that are over, and when the present one began. Noted
-- here and not by those who lease, so that no way of ending a lease is forgotten. Heartbeats do not
-- touch the state and cost nothing more.
ALTER TABLE task
  ADD COLUMN lease_began timestamptz,
  ADD COLUMN leased_seconds double precision NOT NULL DEFAULT 0;

CREATE FUNCTION note_lease_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'LEASED' AND OLD.state = 'LEASED' AND NEW.token = OLD.token THEN
    RETURN NEW;
  END IF;
  IF OLD.lease_began IS NOT NULL THEN
    NEW.leased_seconds := OLD.leased_seconds
      + greatest(0, extract(epoch FROM clock_timestamp() - OLD.lease_began));
    NEW.lease_began := NULL;
  END IF;
  IF NEW.state = 'LEASED' THEN
    NEW.lease_began := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER lease_time BEFORE UPDATE OF state ON task
  FOR EACH ROW EXECUTE FUNCTION note_lease_time();

CREATE INDEX task_experiment ON task (experiment_id) INCLUDE (kind, leased_seconds);

-- The answers to requests that carry a key, so that a repeated one is not done again.
CREATE TABLE idempotency_key (
  principal  text NOT NULL,
  key        text NOT NULL,
  request    text NOT NULL,
  status     integer,
  location   text,
  body       text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

-- What a user asked for. Changes only when a user changes settings.
CREATE TABLE experiment (
  id         uuid PRIMARY KEY,
  spec       jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  version    bigint NOT NULL
);

-- What moves while an experiment runs; its row lock orders everything that happens in the experiment.
CREATE TABLE experiment_progress (
  experiment_id       uuid PRIMARY KEY REFERENCES experiment,
  state               text NOT NULL,
  reason              text,
  next_number         integer NOT NULL,
  proposed            integer NOT NULL,
  finished            integer NOT NULL,
  ended               integer NOT NULL,
  consecutive_repeats integer NOT NULL,
  policy_head         integer NOT NULL,
  target_millis       double precision
);
CREATE INDEX experiment_progress_active ON experiment_progress (experiment_id)
  WHERE state IN ('RUNNING', 'PAUSED');

-- Immutable: version v + 1 is inserted only while v is the head.
CREATE TABLE policy_version (
  experiment_id uuid NOT NULL REFERENCES experiment,
  version       integer NOT NULL,
  snapshot      bytea NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (experiment_id, version)
);

CREATE TABLE trial (
  id               uuid PRIMARY KEY,
  experiment_id    uuid NOT NULL REFERENCES experiment,
  number           integer NOT NULL,
  origin           text NOT NULL,
  name             text,
  parent_id        uuid REFERENCES trial,
  choices          jsonb,
  architecture     jsonb NOT NULL,
  network_hash     text NOT NULL,
  multiply_adds    bigint NOT NULL,
  parameters       bigint NOT NULL,
  seed             bigint NOT NULL,
  policy_version   integer,
  log_probability  double precision,
  state            text NOT NULL,
  reason           text,
  training         jsonb,
  measurement      jsonb,
  test_accuracy    double precision,
  ended_position   integer,
  learned_by       integer,
  learned_position integer,
  created_at       timestamptz NOT NULL,
  ended_at         timestamptz,
  UNIQUE (experiment_id, number),
  CHECK ((learned_by IS NULL) = (learned_position IS NULL))
);
CREATE UNIQUE INDEX trial_once ON trial (experiment_id, network_hash)
  WHERE origin = 'CONTROLLER' AND state <> 'REPEATED';
CREATE INDEX trial_unlearned ON trial (experiment_id, ended_position)
  WHERE learned_by IS NULL AND ended_position IS NOT NULL;

CREATE TABLE task (
  id            uuid PRIMARY KEY,
  position      bigint GENERATED ALWAYS AS IDENTITY,
  trial_id      uuid NOT NULL REFERENCES trial,
  experiment_id uuid NOT NULL REFERENCES experiment,
  kind          text NOT NULL,
  device        text,
  state         text NOT NULL,
  token         bigint NOT NULL,
  attempts      integer NOT NULL,
  holder        text,
  expires_at    timestamptz,
  progress      jsonb,
  reason        text,
  created_at    timestamptz NOT NULL,
  UNIQUE (trial_id, kind),
  CHECK ((kind = 'MEASURE') = (device IS NOT NULL)),
  CHECK ((state = 'LEASED') = (expires_at IS NOT NULL))
);
CREATE INDEX task_open ON task (kind, position) WHERE state IN ('QUEUED', 'LEASED');

CREATE TABLE artifact (
  sha256     text PRIMARY KEY,
  bytes      bigint NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE trial_artifact (
  trial_id uuid NOT NULL REFERENCES trial,
  role     text NOT NULL,
  sha256   text NOT NULL REFERENCES artifact,
  PRIMARY KEY (trial_id, role)
);

CREATE TABLE worker (
  name      text PRIMARY KEY,
  slots     integer NOT NULL,
  last_seen timestamptz NOT NULL
);

CREATE TABLE device (
  name      text PRIMARY KEY,
  platform  jsonb NOT NULL,
  last_seen timestamptz NOT NULL
);

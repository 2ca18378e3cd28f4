-- How a controller came to a proposal; nobody knows it of older ones.
ALTER TABLE trial ADD COLUMN provenance jsonb;

-- What each update did and what the controller had come to by it. Kept of all versions, although most
-- snapshots are not, and read without them.
CREATE TABLE policy_update (
  experiment_id uuid NOT NULL REFERENCES experiment,
  arm           text NOT NULL,
  version       integer NOT NULL,
  report        jsonb NOT NULL,
  summary       jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (experiment_id, arm, version)
);

-- Each arm of an experiment has a controller of its own, with versions of its own.
ALTER TABLE experiment_progress ADD COLUMN control_head integer NOT NULL DEFAULT 0;
ALTER TABLE experiment_progress ALTER COLUMN control_head DROP DEFAULT;

ALTER TABLE policy_version ADD COLUMN arm text NOT NULL DEFAULT 'SEARCH';
ALTER TABLE policy_version ALTER COLUMN arm DROP DEFAULT;
ALTER TABLE policy_version DROP CONSTRAINT policy_version_pkey;
ALTER TABLE policy_version ADD PRIMARY KEY (experiment_id, arm, version);

-- An arm tries no network twice; both arms may try the same one.
DROP INDEX trial_once;
CREATE UNIQUE INDEX trial_once ON trial (experiment_id, origin, network_hash)
  WHERE origin IN ('CONTROLLER', 'CONTROL') AND state <> 'REPEATED';

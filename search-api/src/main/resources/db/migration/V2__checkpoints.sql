-- How far a training got that was interrupted; kept while its task lasts.
ALTER TABLE task ADD COLUMN checkpoint text REFERENCES artifact;
CREATE INDEX task_checkpoint ON task (checkpoint) WHERE checkpoint IS NOT NULL;
CREATE INDEX trial_artifact_sha256 ON trial_artifact (sha256);

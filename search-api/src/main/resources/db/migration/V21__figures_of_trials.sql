-- What lists, fronts and summaries need of a trial, so that they read no samples. The raw values stay
-- the source, whoever writes them.
CREATE FUNCTION undisturbed_millis(measurement jsonb, share double precision)
RETURNS double precision IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (
  SELECT percentile_cont(share) WITHIN GROUP (
    ORDER BY (sample ->> 'millis')::double precision / (sample ->> 'slowdown')::double precision)
  FROM jsonb_array_elements(measurement -> 'samples') AS sample);

CREATE FUNCTION images_per_second(training jsonb)
RETURNS double precision IMMUTABLE PARALLEL SAFE LANGUAGE sql RETURN (
  SELECT count(*) / sum(1 / (epoch ->> 'imagesPerSecond')::double precision)
  FROM jsonb_array_elements(training -> 'epochs') AS epoch
  WHERE (epoch ->> 'imagesPerSecond')::double precision > 0);

ALTER TABLE trial
  ADD COLUMN accuracy double precision GENERATED ALWAYS AS (coalesce(
    (training #>> '{epochs,-1,validationAccuracy}')::double precision,
    (evaluation #>> '{metrics,accuracy}')::double precision)) STORED,
  ADD COLUMN latency_millis double precision
    GENERATED ALWAYS AS (undisturbed_millis(measurement, 0.5)) STORED,
  ADD COLUMN images_per_second double precision
    GENERATED ALWAYS AS (images_per_second(training)) STORED;

CREATE INDEX trial_state ON trial (experiment_id, state);
CREATE INDEX trial_ended ON trial (experiment_id, ended_position DESC)
  WHERE ended_position IS NOT NULL;
CREATE INDEX trial_trained ON trial (ended_at DESC) WHERE images_per_second IS NOT NULL;

-- A latency sample says how disturbed the device was; of older ones nobody knows.
UPDATE trial
SET measurement = jsonb_set(
  measurement - 'samplesMillis',
  '{samples}',
  (SELECT jsonb_agg(jsonb_build_object('millis', millis, 'slowdown', 1) ORDER BY place)
   FROM jsonb_array_elements(measurement -> 'samplesMillis') WITH ORDINALITY AS s (millis, place)))
WHERE measurement ? 'samplesMillis';

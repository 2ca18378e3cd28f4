-- An objective may ask for any cost: each trial keeps all that follow from its network.
ALTER TABLE trial ADD COLUMN costs jsonb;
UPDATE trial SET costs = jsonb_build_object('multiplyAdds', multiply_adds, 'parameters', parameters);
ALTER TABLE trial ALTER COLUMN costs SET NOT NULL;
ALTER TABLE trial DROP COLUMN multiply_adds, DROP COLUMN parameters;

-- Each cost has a target.
ALTER TABLE experiment_progress ADD COLUMN targets jsonb;
UPDATE experiment_progress
SET targets = CASE
  WHEN target_millis IS NULL THEN '{}'
  ELSE jsonb_build_object('latencyMillis', target_millis)
END;
ALTER TABLE experiment_progress ALTER COLUMN targets SET NOT NULL;
ALTER TABLE experiment_progress DROP COLUMN target_millis;

-- The product of accuracy and one latency has become one of any costs.
UPDATE experiment
SET spec = jsonb_set(spec, '{objective}', jsonb_build_object(
  'type', 'product',
  'terms', jsonb_build_array(jsonb_build_object(
    'cost', jsonb_build_object(
      'type', 'latency',
      'device', spec #> '{objective,device}',
      'setting', spec #> '{objective,setting}'),
    'target', CASE spec #>> '{objective,target,type}'
      WHEN 'latency' THEN jsonb_build_object('type', 'value', 'value', spec #> '{objective,target,millis}')
      ELSE spec #> '{objective,target}'
    END,
    'exponents', jsonb_build_object(
      'alpha', spec #> '{objective,alpha}',
      'beta', spec #> '{objective,beta}')))))
WHERE spec #>> '{objective,type}' = 'latencyProduct';

-- Ranks are compared with those of the latest results.
UPDATE experiment SET spec = jsonb_set(spec, '{controller,advantage,latest}', '20')
WHERE spec #>> '{controller,advantage,type}' = 'rank';

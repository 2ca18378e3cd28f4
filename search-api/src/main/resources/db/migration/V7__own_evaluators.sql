-- What a user's own evaluator reported.
ALTER TABLE trial ADD COLUMN evaluation jsonb;

-- The recipe belongs to those experiments whose trials Archway trains.
UPDATE experiment
SET spec = (spec - 'recipe')
  || jsonb_build_object('evaluation', jsonb_build_object('type', 'training', 'recipe', spec -> 'recipe'))
WHERE spec ? 'recipe';

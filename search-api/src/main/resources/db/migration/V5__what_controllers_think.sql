-- How a controller came to a proposal; nobody knows it of older ones.
ALTER TABLE trial ADD COLUMN provenance jsonb;

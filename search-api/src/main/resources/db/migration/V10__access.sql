-- Tokens that the service gave out. Of the token itself only its SHA-256 is kept.
CREATE TABLE api_token (
  id           text PRIMARY KEY,
  name         text NOT NULL,
  scope        text NOT NULL,
  subject      text,
  hash         bytea NOT NULL,
  created_at   timestamptz NOT NULL,
  created_by   text NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  CHECK (scope <> 'DEVICE' OR subject IS NOT NULL)
);
CREATE INDEX api_token_page ON api_token (created_at, id);

-- Who changed what, and when: only ever added to.
CREATE TABLE audit_entry (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL,
  who    text NOT NULL,
  scope  text NOT NULL,
  what   text NOT NULL,
  target text NOT NULL
);

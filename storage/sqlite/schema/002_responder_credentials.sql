-- How a responder proves to be one when dialling: keyed hashes only. `wrong_tries` counts since the last right one.
CREATE TABLE credential (
    responder        INTEGER PRIMARY KEY REFERENCES responder (id),
    pin              BLOB,
    invitation       BLOB,
    invitation_until INTEGER NOT NULL,
    wrong_tries      INTEGER NOT NULL,
    locked_until     INTEGER NOT NULL,
    warned           INTEGER
) STRICT;

-- The outcome of what was resolved, the reason of what was declined; empty where none was told.
ALTER TABLE case_event ADD COLUMN word TEXT NOT NULL DEFAULT '';

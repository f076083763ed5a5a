-- Texts go to callers too, who have no row: who texts the menu gets its screens as texts.

CREATE TABLE outbound_sms_of_all (
    id                 INTEGER PRIMARY KEY,
    organisation       INTEGER NOT NULL REFERENCES organisation (id),
    responder          INTEGER REFERENCES responder (id),
    incident           INTEGER REFERENCES incident (id),
    alert              INTEGER REFERENCES alert (id),
    what               INTEGER NOT NULL,
    language           TEXT NOT NULL,
    about              TEXT NOT NULL,
    priority           INTEGER NOT NULL,
    created            INTEGER NOT NULL,
    not_before         INTEGER NOT NULL,
    state              INTEGER NOT NULL,
    attempts           INTEGER NOT NULL,
    attempt            BLOB NOT NULL,
    lease_until        INTEGER NOT NULL,
    possible_duplicate INTEGER NOT NULL,
    channel            TEXT NOT NULL,
    provider_id        TEXT NOT NULL,
    failure            TEXT NOT NULL
) STRICT;
INSERT INTO outbound_sms_of_all SELECT * FROM outbound_sms;
DROP TABLE outbound_sms;
ALTER TABLE outbound_sms_of_all RENAME TO outbound_sms;
CREATE INDEX outbound_sms_queued ON outbound_sms (priority, id, not_before) WHERE state = 0;
CREATE INDEX outbound_sms_claimed ON outbound_sms (lease_until) WHERE state = 1;
CREATE INDEX outbound_sms_of_alert ON outbound_sms (alert) WHERE alert IS NOT NULL;
CREATE INDEX outbound_sms_of_responder ON outbound_sms (responder) WHERE responder IS NOT NULL;
CREATE INDEX outbound_sms_of_provider ON outbound_sms (channel, provider_id) WHERE provider_id <> '';

-- To whom, and what: both under the key of `day`, and gone with it. Never in a backup.
CREATE TABLE caller_text (
    sms    INTEGER PRIMARY KEY REFERENCES outbound_sms (id) ON DELETE CASCADE,
    day    INTEGER NOT NULL,
    name   BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX caller_text_of_day ON caller_text (day);

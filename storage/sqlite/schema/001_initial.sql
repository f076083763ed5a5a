-- Columns named *_wall are UTC milliseconds since 1970 and only shown; `created`, `at`, `due` and their like are
-- service time in milliseconds; `day` columns count days since 1970-01-01 in UTC, `to_day` is the first day after.
-- Enumerations are stored by number in the order of storage/model. Lists of words are one text, a word a line.

-- The data folder itself.

CREATE TABLE fact (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clock_mark (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    service     INTEGER NOT NULL,
    elapsed     INTEGER NOT NULL,
    marked_wall INTEGER NOT NULL,
    boot_id     TEXT NOT NULL
) STRICT;

CREATE TABLE lease (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Each writer keeps a chain of its own, gapless.
CREATE TABLE audit (
    chain   INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    wall    INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;
INSERT INTO organisation (id, name) VALUES (1, 'the deployment');

-- Places. The number is for ever; the path code and the parent are facts of a time.

CREATE TABLE place (
    number  INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    level   INTEGER NOT NULL,
    aliases TEXT NOT NULL
) STRICT;

CREATE TABLE place_code (
    place    INTEGER NOT NULL REFERENCES place (number),
    code     TEXT NOT NULL,
    parent   INTEGER REFERENCES place (number),
    from_day INTEGER NOT NULL,
    to_day   INTEGER NOT NULL CHECK (to_day > from_day),
    PRIMARY KEY (place, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_code_by_code ON place_code (code);

-- Rules: what can happen, who answers, in which order.

CREATE TABLE rules_version (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO rules_version (one, version) VALUES (1, 0);

CREATE TABLE kind (
    code        TEXT PRIMARY KEY,
    category    TEXT NOT NULL,
    label_en    TEXT NOT NULL,
    label_sw    TEXT NOT NULL,
    severity    INTEGER NOT NULL,
    lead_role   TEXT NOT NULL,
    copy_roles  TEXT NOT NULL,
    sensitivity INTEGER NOT NULL,
    ladder      TEXT NOT NULL,
    flags       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
    key      TEXT PRIMARY KEY,
    label_en TEXT NOT NULL,
    label_sw TEXT NOT NULL,
    line     INTEGER NOT NULL,
    tier     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rung (
    ladder        TEXT NOT NULL,
    number        INTEGER NOT NULL,
    after_minutes INTEGER NOT NULL,
    roles         TEXT NOT NULL,
    never         TEXT NOT NULL,
    PRIMARY KEY (ladder, number)
) STRICT, WITHOUT ROWID;

-- Offices, what they cover and who holds them, each from a day to a day.

CREATE TABLE office (
    id           INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,
    UNIQUE (organisation, name, role)
) STRICT;

CREATE TABLE office_place (
    place    INTEGER NOT NULL REFERENCES place (number),
    office   INTEGER NOT NULL REFERENCES office (id),
    from_day INTEGER NOT NULL,
    to_day   INTEGER NOT NULL CHECK (to_day > from_day),
    PRIMARY KEY (place, office, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE responder (
    id           INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    name         TEXT NOT NULL,
    phone_sealed BLOB NOT NULL,
    phone_tag    BLOB NOT NULL UNIQUE,
    language     TEXT NOT NULL,
    is_on_duty   INTEGER NOT NULL
) STRICT;

CREATE TABLE office_holder (
    office    INTEGER NOT NULL REFERENCES office (id),
    responder INTEGER NOT NULL REFERENCES responder (id),
    rank      INTEGER NOT NULL,
    from_day  INTEGER NOT NULL,
    to_day    INTEGER NOT NULL CHECK (to_day > from_day),
    PRIMARY KEY (office, responder, rank, from_day)
) STRICT, WITHOUT ROWID;

-- Incidents. No column leads to who reported: that is caller_day and nothing else.

CREATE TABLE incident (
    id           INTEGER PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    case_number  TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    category     TEXT NOT NULL,
    severity     INTEGER NOT NULL,
    sensitivity  INTEGER NOT NULL,
    place        INTEGER REFERENCES place (number),  -- unknown only where no place is known at all
    timing       TEXT NOT NULL,
    urgency      TEXT NOT NULL,
    channel      TEXT NOT NULL,
    incomplete   INTEGER NOT NULL,
    created      INTEGER NOT NULL,
    created_wall INTEGER NOT NULL
) STRICT;

-- A report's words, under a data key of their own: erasing them is destroying that key.
CREATE TABLE report_text (
    incident    INTEGER PRIMARY KEY REFERENCES incident (id),
    key_version INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    sealed      BLOB NOT NULL
) STRICT;

CREATE TABLE follow_up (
    code_hash BLOB PRIMARY KEY,
    incident  INTEGER NOT NULL REFERENCES incident (id)
) STRICT, WITHOUT ROWID;

-- Offices that may not see a case, whatever else they may see.
CREATE TABLE excluded_office (
    incident INTEGER NOT NULL REFERENCES incident (id),
    office   INTEGER NOT NULL REFERENCES office (id),
    PRIMARY KEY (incident, office)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
    id           INTEGER PRIMARY KEY,
    incident     INTEGER NOT NULL REFERENCES incident (id),
    office       INTEGER REFERENCES office (id),
    responder    INTEGER NOT NULL REFERENCES responder (id),
    role         TEXT NOT NULL,
    rung         INTEGER NOT NULL,
    standing     INTEGER NOT NULL,
    reply_code   TEXT NOT NULL,
    state        INTEGER NOT NULL,
    cause        TEXT NOT NULL,
    created      INTEGER NOT NULL,
    created_wall INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_of_incident ON alert (incident);
CREATE INDEX alert_of_code ON alert (responder, reply_code);

-- Further reply codes of alerts, sent where somebody may be guessing.
CREATE TABLE fresh_code (
    responder INTEGER NOT NULL REFERENCES responder (id),
    code      TEXT NOT NULL,
    alert     INTEGER NOT NULL REFERENCES alert (id),
    given     INTEGER NOT NULL,
    PRIMARY KEY (responder, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_event (
    incident  INTEGER NOT NULL REFERENCES incident (id),
    seq       INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    at_wall   INTEGER NOT NULL,
    rung      INTEGER NOT NULL,
    alert     INTEGER REFERENCES alert (id),
    office    INTEGER REFERENCES office (id),
    responder INTEGER REFERENCES responder (id),
    PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE ladder_clock (
    incident INTEGER PRIMARY KEY REFERENCES incident (id),
    ladder   TEXT NOT NULL,
    rung     INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    held_by  INTEGER REFERENCES alert (id)
) STRICT;
CREATE INDEX ladder_clock_due ON ladder_clock (due) WHERE held_by IS NULL;

-- Texts to send, reports of their delivery, and what arrived.

CREATE TABLE outbound_sms (
    id                 INTEGER PRIMARY KEY,
    organisation       INTEGER NOT NULL REFERENCES organisation (id),
    responder          INTEGER NOT NULL REFERENCES responder (id),
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
CREATE INDEX outbound_sms_queued ON outbound_sms (priority, id, not_before) WHERE state = 0;
CREATE INDEX outbound_sms_claimed ON outbound_sms (lease_until) WHERE state = 1;
CREATE INDEX outbound_sms_of_alert ON outbound_sms (alert) WHERE alert IS NOT NULL;
CREATE INDEX outbound_sms_of_responder ON outbound_sms (responder);
CREATE INDEX outbound_sms_of_provider ON outbound_sms (channel, provider_id) WHERE provider_id <> '';

CREATE TABLE delivery_report (
    channel     TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    state       INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (channel, provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbound (
    channel     TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (channel, provider_id)
) STRICT, WITHOUT ROWID;

-- What callers see. Versions never change and never go: a case tells which one it was filed with.
CREATE TABLE menu_version (
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    menu         TEXT NOT NULL,
    hash         TEXT NOT NULL,
    name         TEXT NOT NULL,
    source       TEXT NOT NULL,
    PRIMARY KEY (organisation, menu, hash)
) STRICT;

CREATE TABLE menu_publication (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    menu         TEXT NOT NULL,
    hash         TEXT NOT NULL,
    by_whom      TEXT NOT NULL,
    note         TEXT NOT NULL,
    at           INTEGER NOT NULL,
    at_wall      INTEGER NOT NULL,
    FOREIGN KEY (organisation, menu, hash) REFERENCES menu_version (organisation, menu, hash)
) STRICT;

-- Callers, for at most 48 hours and never in a backup.

-- The key lies beside the row, not in an index: while the program runs the table in memory finds sessions, and an
-- integer handed out in order keeps the turns of a group on few pages.
CREATE TABLE session (
    id      INTEGER PRIMARY KEY,
    key     BLOB NOT NULL,
    day     INTEGER NOT NULL,
    touched INTEGER NOT NULL,
    sealed  BLOB NOT NULL
) STRICT;

-- Calls to be raised as they stand when they stay silent until `due`. What was told lies in the session alone, under
-- its day's key.
CREATE TABLE salvage (
    session       BLOB PRIMARY KEY,
    day           INTEGER NOT NULL,
    pseudonym_day INTEGER NOT NULL,
    pseudonym     BLOB NOT NULL,
    channel       TEXT NOT NULL,
    due           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX salvage_due ON salvage (due);
CREATE INDEX salvage_of_caller ON salvage (pseudonym_day, pseudonym);

-- The only link from a call to its incident. One row per session: a session makes at most one incident.
CREATE TABLE caller_day (
    session      BLOB PRIMARY KEY,
    day          INTEGER NOT NULL,
    pseudonym    BLOB NOT NULL,
    incident     INTEGER NOT NULL REFERENCES incident (id),
    at           INTEGER NOT NULL,
    is_confirmed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX caller_day_of_caller ON caller_day (day, pseudonym, at);

CREATE TABLE caller_language (
    day       INTEGER NOT NULL,
    pseudonym BLOB NOT NULL,
    language  TEXT NOT NULL,
    PRIMARY KEY (day, pseudonym)
) STRICT, WITHOUT ROWID;

-- Responders' wrong reply codes lie here too, under the tag of their number.
CREATE TABLE wrong_code (
    day       INTEGER NOT NULL,
    pseudonym BLOB NOT NULL,
    at        INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    times     INTEGER NOT NULL,
    PRIMARY KEY (day, pseudonym, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX wrong_code_of_callers ON wrong_code (at, times) WHERE kind = 0;

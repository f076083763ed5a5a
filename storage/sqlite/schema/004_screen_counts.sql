-- How far calls come, screen by screen: numbers alone, with nothing of who called.

-- Calls that are not counted yet. They are when `due`, so each once; the walk lies in the session under its day's key.
CREATE TABLE uncounted_call (
    session   BLOB PRIMARY KEY,
    day       INTEGER NOT NULL,
    due       INTEGER NOT NULL,
    has_ended INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uncounted_call_due ON uncounted_call (due);

CREATE TABLE screen_count (
    menu_hash TEXT NOT NULL,
    screen    TEXT NOT NULL,
    what      INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    calls     INTEGER NOT NULL,
    PRIMARY KEY (menu_hash, screen, what, day)
) STRICT, WITHOUT ROWID;

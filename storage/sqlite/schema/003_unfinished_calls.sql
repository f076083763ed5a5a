-- Callers, for at most 48 hours and never in a backup.

-- Each caller's last call in which something was answered and nothing sent: where it may be gone on with. What was
-- answered lies in the session alone, under its day's key.
CREATE TABLE unfinished_call (
    pseudonym_day INTEGER NOT NULL,
    pseudonym     BLOB NOT NULL,
    session       BLOB NOT NULL,
    day           INTEGER NOT NULL,
    PRIMARY KEY (pseudonym_day, pseudonym)
) STRICT, WITHOUT ROWID;

-- Where to turn for help besides a report. Numbers here are published ones, of no person.
CREATE TABLE directory_entry (
    code         TEXT PRIMARY KEY,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    list         TEXT NOT NULL,
    name         TEXT NOT NULL,
    place        INTEGER REFERENCES place (number),  -- NULL: the whole country
    phone        TEXT NOT NULL,
    hours_en     TEXT NOT NULL,
    hours_sw     TEXT NOT NULL,
    verified_on  INTEGER NOT NULL                    -- a day
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_entry_of_list ON directory_entry (list);

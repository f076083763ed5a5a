-- Versions that wait for a second person; the text is in menu_version and never changes.
CREATE TABLE menu_draft (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    menu         TEXT NOT NULL,
    hash         TEXT NOT NULL,
    by_whom      TEXT NOT NULL,
    note         TEXT NOT NULL,
    at_wall      INTEGER NOT NULL,
    UNIQUE (organisation, menu, hash),
    FOREIGN KEY (organisation, menu, hash) REFERENCES menu_version (organisation, menu, hash)
) STRICT;

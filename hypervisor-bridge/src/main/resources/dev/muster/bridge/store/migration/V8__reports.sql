-- The register of reports, a chain: each names the SHA-256 of the JSON form of the one before it. A row is never removed; what
-- was drawn of it is in body, which the audit has as well.

CREATE TABLE report (
    number   BIGINT NOT NULL PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    job      TEXT NOT NULL UNIQUE,
    json     TEXT NOT NULL,
    previous TEXT NOT NULL,
    state    TEXT NOT NULL,
    body     TEXT NOT NULL
);

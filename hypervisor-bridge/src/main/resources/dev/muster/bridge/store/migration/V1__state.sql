-- What the bridge must not forget. One text for SQLite and PostgreSQL: only types both know; times are ISO-8601 text.

CREATE TABLE document (
    kind    TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    body    TEXT   NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE event_log (
    number  ${identity},
    at      TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    kind    TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    version BIGINT NOT NULL,
    body    TEXT   NOT NULL
);
CREATE INDEX event_log_of ON event_log (kind, id, number);

CREATE TABLE audit (
    number    BIGINT NOT NULL PRIMARY KEY,
    at        TEXT   NOT NULL,
    principal TEXT   NOT NULL,
    role      TEXT   NOT NULL,
    origin    TEXT   NOT NULL,
    action    TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    outcome   TEXT   NOT NULL,
    job       TEXT   NOT NULL,
    detail    TEXT   NOT NULL,
    previous  TEXT   NOT NULL,
    hash      TEXT   NOT NULL
);

CREATE TABLE job (
    id          TEXT   NOT NULL PRIMARY KEY,
    request_key TEXT   UNIQUE,
    kind        TEXT   NOT NULL,
    title       TEXT   NOT NULL,
    principal   TEXT   NOT NULL,
    command     TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    created     TEXT   NOT NULL,
    started     TEXT,
    ended       TEXT,
    problem     TEXT,
    recovered   TEXT   NOT NULL
);
CREATE INDEX job_state ON job (state);

CREATE TABLE job_fact (
    job   TEXT NOT NULL REFERENCES job (id),
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (job, name)
);

CREATE TABLE job_step (
    job     TEXT    NOT NULL REFERENCES job (id),
    step    INTEGER NOT NULL,
    name    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    after   TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    attempt INTEGER NOT NULL,
    -- its place in the order in which steps were begun; 0 while it was not
    begun   INTEGER NOT NULL,
    -- NONE, BEGUN, DONE or FAILED
    undo    TEXT    NOT NULL,
    started TEXT,
    ended   TEXT,
    problem TEXT,
    PRIMARY KEY (job, step)
);

CREATE TABLE job_log (
    job    TEXT    NOT NULL REFERENCES job (id),
    number BIGINT  NOT NULL,
    at     TEXT    NOT NULL,
    step   INTEGER NOT NULL,
    level  TEXT    NOT NULL,
    text   TEXT    NOT NULL,
    PRIMARY KEY (job, number)
);

-- The versions of recovery plans. None is changed; each was saved by one job, which saves it once however often it is run.

CREATE TABLE plan_version (
    plan     TEXT NOT NULL,
    version  BIGINT NOT NULL,
    job      TEXT NOT NULL UNIQUE,
    saved    TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    comment  TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (plan, version)
);

-- The runs of schedules: claimed by being inserted, before they are submitted; settled once they became a job or none.

CREATE TABLE schedule_run (
    schedule    TEXT NOT NULL,
    due         TEXT NOT NULL,
    request_key TEXT NOT NULL UNIQUE,
    claimed     TEXT NOT NULL,
    body        TEXT NOT NULL,
    settled     TEXT,
    result      TEXT,
    PRIMARY KEY (schedule, due)
);

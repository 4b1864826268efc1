-- What a step's definition knows it by, also after an upgrade; empty for steps journaled before this.
ALTER TABLE job_step ADD COLUMN id TEXT NOT NULL DEFAULT '';

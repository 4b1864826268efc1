-- The parts of a step as JSON; empty where it has none.
ALTER TABLE job_step ADD COLUMN substeps TEXT NOT NULL DEFAULT '';

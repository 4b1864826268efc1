-- Who paused a job, what a step waits to be told, and what it was told.

ALTER TABLE job ADD COLUMN pause TEXT;
ALTER TABLE job_step ADD COLUMN question TEXT;
ALTER TABLE job_step ADD COLUMN answers TEXT NOT NULL DEFAULT '';

/**
 * Work that survives. A feature describes its work as a {@link dev.muster.bridge.job.JobDefinition}; the engine journals each
 * step before it starts and when it ends, runs steps as their dependencies allow, and after {@code kill -9} resumes or undoes
 * what was in flight.
 */
package dev.muster.bridge.job;

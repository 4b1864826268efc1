/** The work on storage pools and volumes: {@link dev.muster.bridge.storage.StorageFeature} lists a job definition for each command. */
package dev.muster.bridge.storage;

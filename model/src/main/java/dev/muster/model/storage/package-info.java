/** Commands on storage pools and volumes. */
package dev.muster.model.storage;

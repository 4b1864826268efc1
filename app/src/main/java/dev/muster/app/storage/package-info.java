/** Storage pools and their volumes: their table and what can be done with them. Start at {@link dev.muster.app.storage.PoolsView}. */
package dev.muster.app.storage;

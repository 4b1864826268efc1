/** What the bridge must not forget: one database, its migrations, current documents and the append-only event log. */
package dev.muster.bridge.store;

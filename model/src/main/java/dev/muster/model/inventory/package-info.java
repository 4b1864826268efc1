/**
 * Hosts, VMs, networks, pools and volumes as the bridge knows them: an immutable
 * {@link dev.muster.model.inventory.InventoryImage} and the {@link dev.muster.model.inventory.InventoryDelta}s that lead
 * from one to the next. {@link dev.muster.model.inventory.InventorySearch} is the language of the search field.
 */
package dev.muster.model.inventory;

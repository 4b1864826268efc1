/**
 * The image of all hosts and how it changes. {@code Connections} opens and keeps the hypervisors; {@code Inventory} folds
 * what they say into one image and lets others wait for a state without polling.
 */
package dev.muster.bridge.inventory;

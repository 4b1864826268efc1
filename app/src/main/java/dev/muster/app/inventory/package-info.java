/** The inventory as the window shows it: rows that stay the same objects while what they show changes. */
package dev.muster.app.inventory;

/** What the user chose and the window keeps. */
package dev.muster.app.settings;

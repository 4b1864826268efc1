/** Every text of the window, in every language there is. */
package dev.muster.app.i18n;

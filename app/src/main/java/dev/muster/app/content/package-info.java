/** What the screens in the centre share: states drawn, columns, dialogs, problems. */
package dev.muster.app.content;

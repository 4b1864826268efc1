/** Pictures of the window, and the sample data they show. */
package dev.muster.app.shots;

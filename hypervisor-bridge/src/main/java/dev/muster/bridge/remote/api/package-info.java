/** What client and server share: the paths and documents of the API. Neither side imports the other. */
package dev.muster.bridge.remote.api;

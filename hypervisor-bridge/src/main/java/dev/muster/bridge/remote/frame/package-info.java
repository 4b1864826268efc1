/** How an open console travels between a bridge and its clients: frames both ways over one upgraded connection. */
package dev.muster.bridge.remote.frame;

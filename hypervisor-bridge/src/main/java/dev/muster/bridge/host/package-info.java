/** The work behind the commands and queries about connections; the connections themselves are kept in {@code inventory}. */
package dev.muster.bridge.host;

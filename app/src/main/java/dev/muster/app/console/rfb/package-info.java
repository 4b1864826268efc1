/** The RFB protocol (RFC 6143), client side, without any toolkit: bytes in, pixels and events out. */
package dev.muster.app.console.rfb;

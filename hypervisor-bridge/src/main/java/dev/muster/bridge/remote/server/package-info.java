/**
 * The API of a bridge, served over HTTPS and over a Unix socket. {@link dev.muster.bridge.remote.server.ApiHandler} answers
 * requests and knows neither transport; {@link dev.muster.bridge.remote.server.HttpsServer} and
 * {@link dev.muster.bridge.remote.server.UnixServer} bring them to it.
 */
package dev.muster.bridge.remote.server;

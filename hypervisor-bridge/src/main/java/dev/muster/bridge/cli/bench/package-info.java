/**
 * Measurements against what people use today, both sides in one run on one machine. {@code muster bench NAME} prints a table
 * and writes {@code target/bench/NAME.json}. A measurement installs nothing: it says what is missing.
 */
package dev.muster.bridge.cli.bench;

package dev.muster.app.recovery;

/**
 * A field of the detail.
 *
 * @param key of the text that labels it
 * @param id of its control
 * @param path of what it holds, below what is selected, such as {@code hardware.vcpus}: faults there are told at the field
 */
record Field(String key, String id, String path) {}

package dev.muster.model.access;

/**
 * Who asks.
 *
 * @param name as it appears in jobs and in the audit, such as {@code anna@console-7}
 * @param role what they may do
 * @param origin how they came: {@code local}, {@code unix} or the remote address
 */
public record Principal(String name, Role role, String origin) {}

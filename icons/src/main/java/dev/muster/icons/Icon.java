package dev.muster.icons;

/** The icons. */
public enum Icon {}

package dev.muster.model.bridge;

import dev.muster.model.access.Principal;

/**
 * What a bridge says of itself and of who asks.
 *
 * @param name the machine it runs on
 * @param version Muster's version there
 * @param api the version of the API, 1
 * @param principal who the bridge takes the asker for
 */
public record BridgeInfo(String name, String version, int api, Principal principal) {}

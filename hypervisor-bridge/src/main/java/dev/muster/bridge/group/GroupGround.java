package dev.muster.bridge.group;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.points.PointAccess;
import java.time.Clock;

/**
 * What consistency groups stand on.
 *
 * @param lookup hosts and VMs
 * @param groups the groups
 * @param sets their sets
 * @param points restore points
 * @param vms holds VMs while they are worked on
 * @param clock what the time is
 */
record GroupGround(Lookup lookup, Groups groups, Sets sets, PointAccess points, VmClaims vms, Clock clock) {}

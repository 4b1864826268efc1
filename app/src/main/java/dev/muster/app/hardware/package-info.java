/** The hardware of one VM: its devices, changes staged and reviewed before they are made. Start at {@link dev.muster.app.hardware.HardwareViewModel}. */
package dev.muster.app.hardware;

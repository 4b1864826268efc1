package dev.muster.app.vm;

import dev.muster.app.job.JobsViewModel;
import dev.muster.model.inventory.InventoryImage;
import javafx.beans.value.ObservableValue;

/**
 * What a VM's page shows of what is around the VM.
 *
 * @param image the inventory, for networks, pools and volumes
 * @param jobs the jobs, for those of the VM
 */
public record VmSurroundings(ObservableValue<InventoryImage> image, JobsViewModel jobs) {}

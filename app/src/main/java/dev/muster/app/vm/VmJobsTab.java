package dev.muster.app.vm;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.VmTab;
import dev.muster.app.inventory.VmRow;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsPane;
import dev.muster.app.job.Reversals;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;

/** The jobs about a VM. */
final class VmJobsTab implements VmTab.Content {
    private final FilteredList<JobRow> own;
    private final JobsPane jobs;

    VmJobsTab(VmRow row, ConsoleContext context) {
        this.own = new FilteredList<>(context.jobs().rows(), job -> VmJobs.about(job.job(), row.id()));
        this.jobs = new JobsPane(
                context.jobs(),
                context.asks(),
                context.texts(),
                new Reversals(context.asks(), context.dialogs(), context.texts(), context.onProblem()),
                context.onProblem(),
                "vm-jobs",
                own);
    }

    @Override
    public Node root() {
        return jobs.root();
    }

    @Override
    public void heard(JobId job, LogLine line) {
        jobs.heard(job, line);
    }

    @Override
    public void close() {
        own.setPredicate(job -> false);
        jobs.close();
    }
}

package dev.muster.app.feature;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.settings.Settings;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What the parts of a feature are made from: one bridge as the window lives with it.
 *
 * @param asks asks the bridge
 * @param inventory its inventory with the objects of features
 * @param jobs its jobs
 * @param alerts what is wrong
 * @param texts the texts of the language
 * @param dialogs what dialogs are made with
 * @param settings what the user chose
 * @param navigation where one is
 * @param openTab opens a tab of a VM's page, by its id
 * @param openJob opens the steps and the log of a job
 * @param onJob hears of each job that was started
 * @param onProblem where refusals are shown
 */
public record ConsoleContext(
        Asks asks,
        LiveInventory inventory,
        JobsViewModel jobs,
        Alerts alerts,
        Texts texts,
        Dialogs dialogs,
        Settings settings,
        Navigation navigation,
        BiConsumer<VmId, String> openTab,
        Consumer<JobId> openJob,
        Consumer<JobId> onJob,
        Consumer<Problem> onProblem) {}

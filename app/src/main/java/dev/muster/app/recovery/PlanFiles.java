package dev.muster.app.recovery;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.json.PlanFile;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Plans in files. The disk is read and written off the window's thread. */
final class PlanFiles {
    private static final long LONGEST = 4L << 20;
    private static final String ENDING = ".plan.json";

    private final ConsoleContext context;
    private final Texts texts;

    PlanFiles(ConsoleContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    /** Asks for a file and offers to save what it says as a new plan. */
    void open(Window window) {
        Optional.ofNullable(chooser("recovery.import").showOpenDialog(window))
                .ifPresent(file -> context.asks()
                        .with(
                                bridge -> read(file.toPath()),
                                spec -> new NewPlanDialog(context, nameOf(file), Optional.of(spec)).open(),
                                context.onProblem()));
    }

    /** Asks for a file and writes the newest version of the plan there. */
    void save(Window window, PlanId plan) {
        FileChooser chooser = chooser("recovery.export");
        chooser.setInitialFileName(plan.text() + ENDING);
        Optional.ofNullable(chooser.showSaveDialog(window))
                .ifPresent(file -> context.asks()
                        .with(
                                bridge -> write(
                                        file.toPath(),
                                        bridge.ask(new RecoveryQuery.Show(plan, 0))
                                                .spec()),
                                written -> {},
                                context.onProblem()));
    }

    private FileChooser chooser(String key) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get(key));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("JSON", "*.json"));
        return chooser;
    }

    private static String nameOf(File file) {
        return file.getName().replaceFirst("(\\.plan)?\\.json$", "");
    }

    /**
     * Reads a plan.
     *
     * @throws MusterException {@code USAGE_INVALID} where it cannot be read; whatever the file refuses
     */
    PlanSpec read(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw refused(texts.get("recovery.file.long", file.toString()), "")
                        .toException();
            }
            return PlanFile.read(Files.readString(file)).spec();
        } catch (IOException e) {
            throw refused(texts.get("recovery.file.unread", file.toString()), e.toString())
                    .toException(e);
        }
    }

    /**
     * Writes a plan and returns the file.
     *
     * @throws MusterException {@code USAGE_INVALID} where it cannot be written
     */
    Path write(Path file, PlanSpec spec) {
        try {
            return Files.writeString(file, PlanFile.write(spec));
        } catch (IOException e) {
            throw refused(texts.get("recovery.file.unwritten", file.toString()), e.toString())
                    .toException(e);
        }
    }

    private Problem refused(String what, String details) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "", texts.get("recovery.file.remedy"))
                .withDetails(details);
    }
}

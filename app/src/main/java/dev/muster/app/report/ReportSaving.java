package dev.muster.app.report;

import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Files of reports on their way to this machine's disk, which is written off the window's thread. */
final class ReportSaving {
    private final ConsoleContext context;
    private final Texts texts;
    private final Consumer<String> said;

    /** @param said hears where a file was written, one sentence */
    ReportSaving(ConsoleContext context, Consumer<String> said) {
        this.context = context;
        this.texts = context.texts();
        this.said = said;
    }

    /** Asks where, fetches the file and writes it there. */
    void save(Window window, MadeReport report, ReportFormat format) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("report.save.title"));
        chooser.setInitialFileName(report.id().text() + "." + format.extension());
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(
                        format.extension().toUpperCase(Locale.ROOT), "*." + format.extension()));
        Optional.ofNullable(chooser.showSaveDialog(window)).ifPresent(file -> save(report, format, file.toPath()));
    }

    private void save(MadeReport report, ReportFormat format, Path file) {
        said.accept(texts.get("report.saving", file.toString()));
        context.asks()
                .with(
                        bridge -> write(file, ReportTransfers.fetch(bridge, report.id(), format)),
                        written -> said.accept(texts.get("report.saved", written.toString())),
                        problem -> {
                            said.accept("");
                            context.onProblem().accept(problem);
                        });
    }

    /**
     * Writes a file and returns it.
     *
     * @throws MusterException {@code USAGE_INVALID} where it cannot be written
     */
    private Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            texts.get("report.unwritten", file.toString()),
                            "",
                            texts.get("report.unwritten.remedy"))
                    .withDetails(e.toString())
                    .toException(e);
        }
    }
}

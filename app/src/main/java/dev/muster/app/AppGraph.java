package dev.muster.app;

import dev.muster.app.host.ConnectionNames;
import dev.muster.app.i18n.Texts;
import dev.muster.app.measure.FrameMeasurement;
import dev.muster.app.platform.FxThread;
import dev.muster.app.settings.Preferences;
import dev.muster.app.settings.Settings;
import dev.muster.app.shell.BridgeSession;
import dev.muster.app.shell.MainWindow;
import dev.muster.app.shots.SampleBridge;
import dev.muster.app.shots.Snapshots;
import dev.muster.app.theme.Theme;
import dev.muster.app.theme.Themes;
import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the console together: first the window, then, in the background, the bridge. */
final class AppGraph implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppGraph.class);

    private final AppArguments arguments;
    private final FxThread ui = new FxThread();
    private final LocalBridgeOpener opener;
    private final Settings settings;
    private final Preferences preferences;
    private final Texts texts;
    private final MainWindow window;
    private Optional<BridgeSession> session = Optional.empty();
    private String at = "";
    private CompletionStage<Boolean> closing = CompletableFuture.completedFuture(true);
    private boolean closed;
    private boolean switching;

    /**
     * The console, not yet shown.
     *
     * @param opener reaches bridges
     * @param settings what the user chose; closed together with this
     */
    AppGraph(AppArguments arguments, Stage stage, LocalBridgeOpener opener, Settings settings) {
        this.arguments = arguments;
        this.opener = opener;
        this.settings = settings;
        this.preferences = new Preferences(settings);
        this.texts = new Texts(arguments.locale().or(preferences::language).orElseGet(Locale::getDefault));
        Themes themes = new Themes(
                arguments.theme().or(() -> settings.get("theme").flatMap(Theme::of)),
                theme -> settings.put("theme", theme.map(Theme::word).orElse("system")));
        this.window = new MainWindow(stage, texts, themes, settings, this::goTo);
    }

    void start() {
        window.show();
        open(arguments.bridge().orElseGet(preferences::bridge));
    }

    private void open(String address) {
        window.opening();
        ui.background(() -> bridge(address))
                .whenComplete((bridge, failure) -> ui.run(() -> {
                    if (bridge != null) {
                        at = address;
                        preferences.opened(address);
                        opened(bridge);
                    } else {
                        window.failed(problem(failure), () -> open(address));
                    }
                }));
    }

    /** Goes to another bridge; the window stays at the one it has until the other was opened. */
    private void goTo(String address, String code) {
        // An embedded bridge owns its state directory: it is never opened a second time beside itself.
        if (address.equals(at) && session.isPresent() && code.isEmpty()) {
            window.toast(same());
            return;
        }
        if (switching) {
            window.toast(busy());
            return;
        }
        switching = true;
        ui.background(() -> {
                    closing.toCompletableFuture().join();
                    if (!code.isEmpty()) {
                        opener.pair(address, code, LocalBridgeOpener.clientName());
                    }
                    return bridge(address);
                })
                .whenComplete((bridge, failure) -> ui.run(() -> {
                    switching = false;
                    if (bridge != null) {
                        at = address;
                        preferences.opened(address);
                        opened(bridge);
                    } else {
                        window.toast(problem(failure));
                    }
                }));
    }

    @Override
    public void close() {
        closed = true;
        session.ifPresent(BridgeSession::close);
        ui.close();
        settings.close();
    }

    private HypervisorBridge bridge(String address) {
        if (arguments.sample()) {
            return new SampleBridge();
        }
        return opener.open(address, arguments.state());
    }

    private void opened(HypervisorBridge bridge) {
        BridgeSession made = new BridgeSession(bridge, ui);
        if (closed) {
            made.close();
            return;
        }
        session.ifPresent(old -> closing = ui.background(() -> {
                    old.close();
                    return true;
                })
                .exceptionally(failure -> false));
        session = Optional.of(made);
        window.opened(made);
        arguments
                .screenshot()
                .ifPresent(file -> made.inventory().imageProperty().addListener((of, was, is) -> shoot()));
        arguments
                .measure()
                .ifPresent(file -> made.inventory().imageProperty().addListener((of, was, is) -> measure(file)));
        made.start(() -> connect(bridge), window::toast);
    }

    /** Makes the connections asked for on the command line, but for those that are there. */
    private void connect(HypervisorBridge bridge) {
        if (arguments.connect().isEmpty()) {
            return;
        }
        ui.background(() -> bridge.inventory().hosts().values())
                .thenAccept(hosts -> ui.run(() -> {
                    Set<String> there = hosts.stream().map(Host::uri).collect(Collectors.toSet());
                    Set<String> taken = hosts.stream()
                            .map(host -> host.connection().text())
                            .collect(Collectors.toCollection(HashSet::new));
                    for (String uri : arguments.connect()) {
                        if (there.add(uri)) {
                            String name = ConnectionNames.suggest(uri, taken);
                            taken.add(name);
                            HostCommand.Connect command = new HostCommand.Connect(new ConnectionId(name), uri);
                            session.ifPresent(made -> made.asks().submit(command, job -> {}, window::toast));
                        }
                    }
                }));
    }

    /** Waits for the layout to come to rest, then takes the picture; later changes do not take another. */
    private void shoot() {
        if (session.isEmpty() || session.get().inventory().vms().isEmpty() || shot) {
            return;
        }
        shot = true;
        PauseTransition rest = new PauseTransition(Duration.millis(800));
        rest.setOnFinished(event -> {
            try {
                Snapshots.write(window.scene(), 1, arguments.screenshot().orElseThrow());
            } catch (IOException e) {
                LOG.error("The picture could not be written", e);
            }
            if (arguments.exit()) {
                Platform.exit();
            }
        });
        rest.play();
    }

    private boolean shot;

    private Problem busy() {
        return Problem.of(
                ErrorCode.USAGE_INVALID,
                texts.get("shell.bridge.busy"),
                texts.get("shell.bridge.same.meaning"),
                texts.get("shell.bridge.busy.remedy"));
    }

    private Problem same() {
        return Problem.of(
                ErrorCode.USAGE_INVALID,
                texts.get("shell.bridge.same"),
                texts.get("shell.bridge.same.meaning"),
                texts.get("shell.bridge.same.remedy"));
    }

    /** Measures once, when the inventory is there; then the console ends. */
    private void measure(Path file) {
        if (shot || session.isEmpty() || session.get().inventory().vms().isEmpty()) {
            return;
        }
        shot = true;
        new FrameMeasurement(window.scene()).run(figures -> {
            try (Writer out = Files.newBufferedWriter(file)) {
                figures.store(out, "milliseconds");
            } catch (IOException e) {
                LOG.error("The figures could not be written", e);
            }
            Platform.exit();
        });
    }

    private static Problem problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof MusterException known) {
            return known.problem();
        }
        return Problem.of(
                        ErrorCode.INTERNAL,
                        "The bridge could not be opened.",
                        "VMs go on running.",
                        "Start the console again; if it stays so, report it with the details.")
                .withDetails(String.valueOf(cause));
    }
}

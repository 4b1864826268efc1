package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.VmQuery;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What a VM said on its serial line. Whoever shows it calls {@link #refresh()} now and then while it is visible. */
public final class SerialViewModel {
    /** How many characters are kept; the oldest go first. */
    static final int KEPT = 512 * 1024;

    private final Asks asks;
    private final VmId vm;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private long offset;
    private boolean asking;

    public SerialViewModel(Asks asks, VmId vm) {
        this.asks = asks;
        this.vm = vm;
    }

    /** What it said, without the control sequences of terminals. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }

    /** Why it could not be read last time. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Asks for what came since; does nothing while an answer is still awaited. */
    public void refresh() {
        if (asking) {
            return;
        }
        asking = true;
        asks.ask(new VmQuery.SerialOutput(vm, offset), this::heard, why -> {
            asking = false;
            problem.set(Optional.of(why));
        });
    }

    private void heard(VmQuery.SerialText said) {
        asking = false;
        problem.set(Optional.empty());
        // A VM that was started anew has a new, shorter log.
        String before = said.next() < offset ? "" : text.get();
        offset = said.next();
        String joined = before + plain(said.text());
        text.set(joined.length() > KEPT ? joined.substring(joined.length() - KEPT) : joined);
    }

    private static String plain(String raw) {
        return raw.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[()][A-Z0-9]|\u001bc", "")
                .replace("\r", "")
                .replaceAll("[\\x00-\\x08\\x0b-\\x1f\\x7f]", "");
    }
}

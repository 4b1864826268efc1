package dev.muster.app.backup;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.Pool;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;

/** The choice of a pool, each with its host and what is free in it. */
final class PoolChoice {
    private final ObjectProperty<Optional<Pool>> chosen;
    private final DropDown<Pool> box = new DropDown<>(List.of());

    PoolChoice(Texts texts, ObjectProperty<Optional<Pool>> chosen) {
        this.chosen = chosen;
        box.setConverter(Words.of(pool -> texts.get(
                "backup.restore.pool.line",
                pool.name(),
                pool.id().host().text(),
                Amounts.bytes(pool.availableBytes(), texts.locale()))));
        box.valueProperty().addListener((observable, oldValue, newValue) -> {
            if (newValue != null) {
                chosen.set(Optional.of(newValue));
            }
        });
    }

    DropDown<Pool> box() {
        return box;
    }

    /** Offers these; what is chosen stays, where it is among them. */
    void offer(List<Pool> pools) {
        if (!pools.equals(box.getItems())) {
            box.getItems().setAll(pools);
        }
        Optional<Pool> now = chosen.get().filter(pools::contains);
        if (!now.equals(Optional.ofNullable(box.getValue()))) {
            now.ifPresentOrElse(box::setValue, () -> box.getSelectionModel().clearSelection());
        }
        box.setDisable(pools.isEmpty());
    }
}

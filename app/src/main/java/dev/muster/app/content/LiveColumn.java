package dev.muster.app.content;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.scene.control.TableColumn;

/**
 * A column that can also be written down: under which heading, and what each row says there.
 *
 * @param <R> the rows
 * @param <T> what a row shows
 */
public final class LiveColumn<R, T> extends TableColumn<R, T> {
    private String exportTitle;
    private Function<T, String> exported;
    private final IntegerProperty told = new SimpleIntegerProperty();

    LiveColumn(String title, Function<T, String> exported) {
        super(title);
        this.exportTitle = title;
        this.exported = exported;
    }

    /** Is written down so rather than as it is shown, such as in bytes rather than rounded. */
    public LiveColumn<R, T> exportedAs(String heading, Function<T, String> text) {
        exportTitle = heading;
        exported = text;
        return this;
    }

    /** Has what goes with the time, such as how long ago something was, told anew in the cells that are seen. */
    public void tellAgain() {
        told.set(told.get() + 1);
    }

    /** Changes when something is to be told anew. */
    ReadOnlyIntegerProperty toldProperty() {
        return told;
    }

    /** The heading under which it is written down. */
    public String exportTitle() {
        return exportTitle;
    }

    /** What is written down for that row. */
    public String exported(R row) {
        return Optional.ofNullable(getCellData(row)).map(exported).orElse("");
    }
}

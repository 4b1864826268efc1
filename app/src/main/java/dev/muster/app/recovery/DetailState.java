package dev.muster.app.recovery;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stays while the detail of one thing is filled again: which entries are open, and what was typed that is no value. */
final class DetailState {
    private final Set<String> open = new HashSet<>();
    private final Map<String, String> wrong = new HashMap<>();
    private Optional<String> focus = Optional.empty();

    /** Forgets all, as something else is shown. */
    void clear() {
        open.clear();
        wrong.clear();
        focus = Optional.empty();
    }

    /** Asks for the focus when the detail is filled next. */
    void askFocus(String id) {
        focus = Optional.of(id);
    }

    /** Takes what asked for the focus. */
    Optional<String> takeFocus() {
        Optional<String> asked = focus;
        focus = Optional.empty();
        return asked;
    }

    boolean isOpen(String id) {
        return open.contains(id);
    }

    void open(String id, boolean opened) {
        if (opened) {
            open.add(id);
        } else {
            open.remove(id);
        }
    }

    /** Closes the entries of a list, whose places change. What is wrong in their fields goes too. */
    void closeAll(String list) {
        open.removeIf(id -> id.startsWith(list + "-"));
        wrong.keySet().removeIf(id -> id.startsWith(list + "-"));
    }

    /** What was typed into a field that is no value. */
    Optional<String> wrong(String id) {
        return Optional.ofNullable(wrong.get(id));
    }

    void keepWrong(String id, String typed) {
        wrong.put(id, typed);
    }

    void dropWrong(String id) {
        wrong.remove(id);
    }
}

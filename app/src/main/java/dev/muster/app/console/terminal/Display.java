package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.TerminalDisplay;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseFormat;
import com.techsenger.jeditermfx.core.emulator.mouse.MouseMode;
import com.techsenger.jeditermfx.core.model.TerminalSelection;
import org.jspecify.annotations.Nullable;

/** What the emulator tells of itself besides its text. Titles and mouse modes have no place in this window. */
final class Display implements TerminalDisplay {
    private final Runnable onChange;
    private final Runnable onBell;
    private volatile boolean cursorVisible = true;
    private volatile boolean bracketedPaste;

    Display(Runnable onChange, Runnable onBell) {
        this.onChange = onChange;
        this.onBell = onBell;
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    boolean bracketedPaste() {
        return bracketedPaste;
    }

    @Override
    public void setCursor(int x, int y) {
        onChange.run();
    }

    @Override
    public void setCursorShape(@Nullable CursorShape shape) {
        onChange.run();
    }

    @Override
    public void beep() {
        onBell.run();
    }

    @Override
    public void scrollArea(int top, int size, int dy) {
        onChange.run();
    }

    @Override
    public void setCursorVisible(boolean visible) {
        cursorVisible = visible;
        onChange.run();
    }

    @Override
    public void useAlternateScreenBuffer(boolean alternate) {
        onChange.run();
    }

    @Override
    public String getWindowTitle() {
        return "";
    }

    @Override
    public void setWindowTitle(String title) {
        onChange.run();
    }

    @Override
    public @Nullable TerminalSelection getSelection() {
        return null;
    }

    @Override
    public void terminalMouseModeSet(MouseMode mode) {
        onChange.run();
    }

    @Override
    public void setMouseFormat(MouseFormat format) {
        onChange.run();
    }

    @Override
    public boolean ambiguousCharsAreDoubleWidth() {
        return false;
    }

    @Override
    public void setBracketedPasteMode(boolean enabled) {
        bracketedPaste = enabled;
    }
}

package dev.muster.app.console.screen;

import dev.muster.app.console.rfb.KeySender;
import dev.muster.app.console.rfb.Stroke;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;

/** The keys that make no character: X11's symbols (keysymdef.h) and XT's set 1 codes, E0 as the high bit. */
final class Keys {
    private final Map<KeyCode, Stroke> keys = new EnumMap<>(KeyCode.class);

    Keys() {
        keys.put(KeyCode.SHIFT, KeySender.SHIFT);
        keys.put(KeyCode.CONTROL, KeySender.CONTROL);
        keys.put(KeyCode.ALT, KeySender.ALT);
        keys.put(KeyCode.ALT_GRAPH, KeySender.ALT_GRAPH);
        keys.put(KeyCode.META, KeySender.META);
        keys.put(KeyCode.WINDOWS, KeySender.META);
        put(KeyCode.ESCAPE, 0xff1b, 0x01);
        put(KeyCode.BACK_SPACE, 0xff08, 0x0e);
        put(KeyCode.TAB, 0xff09, 0x0f);
        put(KeyCode.ENTER, 0xff0d, 0x1c);
        put(KeyCode.CAPS, 0xffe5, 0x3a);
        put(KeyCode.HOME, 0xff50, 0xc7);
        put(KeyCode.UP, 0xff52, 0xc8);
        put(KeyCode.PAGE_UP, 0xff55, 0xc9);
        put(KeyCode.LEFT, 0xff51, 0xcb);
        put(KeyCode.RIGHT, 0xff53, 0xcd);
        put(KeyCode.END, 0xff57, 0xcf);
        put(KeyCode.DOWN, 0xff54, 0xd0);
        put(KeyCode.PAGE_DOWN, 0xff56, 0xd1);
        put(KeyCode.INSERT, 0xff63, 0xd2);
        keys.put(KeyCode.DELETE, KeySender.DELETE);
        put(KeyCode.PRINTSCREEN, 0xff61, 0xb7);
        put(KeyCode.SCROLL_LOCK, 0xff14, 0x46);
        put(KeyCode.PAUSE, 0xff13, 0xc6);
        put(KeyCode.NUM_LOCK, 0xff7f, 0x45);
        put(KeyCode.CONTEXT_MENU, 0xff67, 0xdd);
        KeyCode[] functions = {
            KeyCode.F1,
            KeyCode.F2,
            KeyCode.F3,
            KeyCode.F4,
            KeyCode.F5,
            KeyCode.F6,
            KeyCode.F7,
            KeyCode.F8,
            KeyCode.F9,
            KeyCode.F10,
            KeyCode.F11,
            KeyCode.F12
        };
        for (int i = 0; i < functions.length; i++) {
            put(functions[i], 0xffbe + i, i < 10 ? 0x3b + i : 0x57 + i - 10);
        }
    }

    /** The key; empty for keys that make characters. */
    Optional<Stroke> of(KeyCode code) {
        return Optional.ofNullable(keys.get(code));
    }

    private void put(KeyCode code, int keysym, int scancode) {
        keys.put(code, Stroke.of(keysym, scancode));
    }
}

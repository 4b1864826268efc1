package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A libvirt stream. Nothing in it waits inside libvirt: who finds nothing to read or no room to write waits here until the
 * event loop says that there is, so closing never meets a call under way that does not return.
 */
final class StreamLink implements ConsoleLink {
    private static final int READABLE = 1;
    private static final int WRITABLE = 2;
    private static final int OVER = 4 | 8;
    private static final int WOULD_BLOCK = -2;

    /** As with {@link Subscriptions}: libvirt may call once more after it was told not to, and knows only an address. */
    private static final Map<Long, StreamLink> LINKS = new ConcurrentHashMap<>();

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Virt.StreamEvent HAPPENED = (stream, events, opaque) -> {
        StreamLink link = LINKS.get(Pointer.nativeValue(opaque));
        if (link != null) {
            link.happened(stream, events);
        }
    };

    private final Handle stream;
    private final Pointer own;
    private final Pointer number = new Pointer(NUMBERS.incrementAndGet());
    /** Held for each native call, so that none meets a stream that was freed. */
    private final Object nativeCall = new Object();

    private final Object waiting = new Object();
    private final Object passingOn = new Object();
    /** What is waited for; an event about it is passed on once, and asked for again when it is wanted again. */
    private int wanted;

    private int ready;
    private boolean closed;

    private StreamLink(Handle stream, Pointer own) {
        this.stream = stream;
        this.own = own;
    }

    /** Over a stream that carries a console already, on a connection that nothing else uses; owns both. */
    static StreamLink open(Handle stream, Pointer own) {
        StreamLink link = new StreamLink(stream, own);
        LINKS.put(Pointer.nativeValue(link.number), link);
        if (Virt.virStreamEventAddCallback(stream.pointer(), 0, HAPPENED, link.number, null) < 0) {
            LibvirtError error = LibvirtError.last();
            LINKS.remove(Pointer.nativeValue(link.number));
            throw new LibvirtException(error);
        }
        return link;
    }

    @Override
    public int read(byte[] into) {
        while (true) {
            int got;
            synchronized (nativeCall) {
                if (closed) {
                    return -1;
                }
                reset(READABLE);
                got = Virt.virStreamRecv(stream.pointer(), into, into.length);
                if (got == -1) {
                    throw lost(LibvirtError.last().message());
                }
                if (got == WOULD_BLOCK) {
                    want(READABLE);
                }
            }
            if (got > 0) {
                return got;
            }
            if (got == 0) {
                return -1;
            }
            await(READABLE);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            byte[] part = Arrays.copyOfRange(bytes, offset + done, offset + length);
            int sent;
            synchronized (nativeCall) {
                if (closed) {
                    throw lost("closed");
                }
                reset(WRITABLE);
                sent = Virt.virStreamSend(stream.pointer(), part, part.length);
                if (sent == -1) {
                    throw lost(LibvirtError.last().message());
                }
                if (sent == WOULD_BLOCK) {
                    want(WRITABLE);
                }
            }
            if (sent >= 0) {
                done += sent;
            } else {
                await(WRITABLE);
            }
        }
    }

    @Override
    public void close() {
        synchronized (nativeCall) {
            if (closed) {
                return;
            }
            closed = true;
            LINKS.remove(Pointer.nativeValue(number));
            Virt.virStreamEventRemoveCallback(stream.pointer());
            Virt.virStreamAbort(stream.pointer());
            stream.close();
            Virt.virConnectClose(own);
        }
        synchronized (waiting) {
            ready = READABLE | WRITABLE;
            waiting.notifyAll();
        }
    }

    private void reset(int event) {
        synchronized (waiting) {
            ready &= ~event;
        }
    }

    private void want(int event) {
        synchronized (waiting) {
            wanted |= event;
        }
        passOn(stream.pointer());
    }

    /** Tells libvirt what is wanted now; one at a time, so that an older wish never comes after a newer one. */
    private void passOn(Pointer to) {
        synchronized (passingOn) {
            int events;
            synchronized (waiting) {
                events = wanted;
            }
            Virt.virStreamEventUpdateCallback(to, events);
        }
    }

    private void await(int event) {
        synchronized (waiting) {
            try {
                while ((ready & event) == 0) {
                    waiting.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw lost("interrupted");
            }
        }
    }

    /** On libvirt's own thread: says that it happened, and takes the wish away, for the event would come again and again. */
    private void happened(Pointer of, int events) {
        synchronized (waiting) {
            int now = (events & OVER) != 0 ? READABLE | WRITABLE : events;
            ready |= now;
            wanted &= ~now;
            waiting.notifyAll();
        }
        passOn(of);
    }

    private static RuntimeException lost(String details) {
        return Problem.of(
                        ErrorCode.CONSOLE_LOST,
                        "The connection to the serial line was lost.",
                        "The VM goes on as it is.",
                        "Open the console again.")
                .withDetails(details)
                .toException();
    }
}

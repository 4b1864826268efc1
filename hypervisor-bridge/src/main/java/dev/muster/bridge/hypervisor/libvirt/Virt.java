package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libvirt's C library that are used, under their own names, bound by JNA's direct mapping. What each does
 * is in libvirt's API reference (libvirt.org/html).
 */
// the names are libvirt's, so that its reference can be searched for them
@SuppressWarnings({"MethodName", "checkstyle:MethodName"})
final class Virt {
    private Virt() {}

    /** Binds the functions. */
    static void bind() {
        Native.register(
                Virt.class, NativeLibrary.getInstance(libraryName(), Map.of(Library.OPTION_STRING_ENCODING, "UTF-8")));
    }

    /** What the dynamic linker knows it by; without development packages there is no plain {@code libvirt.so}. */
    static String libraryName() {
        if (Platform.isWindows()) {
            return "libvirt-0";
        }
        return Platform.isMac() ? "virt" : "libvirt.so.0";
    }

    // callbacks

    interface ErrorHandler extends Callback {
        void invoke(@Nullable Pointer data, @Nullable Pointer error);
    }

    interface Closed extends Callback {
        void invoke(Pointer connection, int reason, @Nullable Pointer opaque);
    }

    interface DomainLifecycle extends Callback {
        int invoke(Pointer connection, Pointer domain, int event, int detail, @Nullable Pointer opaque);
    }

    interface Lifecycle extends Callback {
        void invoke(Pointer connection, Pointer object, int event, int detail, @Nullable Pointer opaque);
    }

    interface Plain extends Callback {
        void invoke(Pointer connection, Pointer object, @Nullable Pointer opaque);
    }

    interface WithReason extends Callback {
        void invoke(Pointer connection, Pointer object, int reason, @Nullable Pointer opaque);
    }

    interface WithText extends Callback {
        void invoke(Pointer connection, Pointer object, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface WithNumber extends Callback {
        void invoke(Pointer connection, Pointer object, long number, @Nullable Pointer opaque);
    }

    interface WithReasonAndText extends Callback {
        void invoke(Pointer connection, Pointer object, int reason, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface StreamEvent extends Callback {
        void invoke(Pointer stream, int events, @Nullable Pointer opaque);
    }

    // library

    static native int virInitialize();

    static native int virEventRegisterDefaultImpl();

    static native int virEventRunDefaultImpl();

    static native void virSetErrorFunc(@Nullable Pointer data, ErrorHandler handler);

    static native @Nullable Pointer virGetLastError();

    static native void virResetLastError();

    // connection

    static native @Nullable Pointer virConnectOpen(String uri);

    static native int virConnectClose(Pointer connection);

    static native int virConnectIsAlive(Pointer connection);

    static native int virConnectSetKeepAlive(Pointer connection, int interval, int count);

    static native int virConnectRegisterCloseCallback(
            Pointer connection, Closed callback, @Nullable Pointer opaque, @Nullable Pointer free);

    static native int virConnectUnregisterCloseCallback(Pointer connection, Closed callback);

    static native @Nullable Pointer virConnectGetHostname(Pointer connection);

    static native @Nullable String virConnectGetType(Pointer connection);

    static native int virConnectGetVersion(Pointer connection, LongByReference version);

    static native int virConnectGetLibVersion(Pointer connection, LongByReference version);

    static native @Nullable Pointer virConnectGetCapabilities(Pointer connection);

    /** The caller frees the text. */
    static native @Nullable Pointer virConnectGetDomainCapabilities(
            Pointer connection,
            @Nullable String emulator,
            @Nullable String architecture,
            @Nullable String machine,
            @Nullable String virtualization,
            int flags);

    static native int virNodeGetInfo(Pointer connection, Pointer info);

    static native long virNodeGetFreeMemory(Pointer connection);

    static native int virConnectDomainEventRegisterAny(
            Pointer connection,
            @Nullable Pointer domain,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectDomainEventDeregisterAny(Pointer connection, int id);

    static native int virConnectNetworkEventRegisterAny(
            Pointer connection,
            @Nullable Pointer network,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectNetworkEventDeregisterAny(Pointer connection, int id);

    static native int virConnectStoragePoolEventRegisterAny(
            Pointer connection,
            @Nullable Pointer pool,
            int event,
            Callback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    static native int virConnectStoragePoolEventDeregisterAny(Pointer connection, int id);

    // domains

    static native int virConnectListAllDomains(Pointer connection, @Nullable PointerByReference domains, int flags);

    static native int virConnectGetAllDomainStats(Pointer connection, int stats, PointerByReference records, int flags);

    static native void virDomainStatsRecordListFree(Pointer records);

    static native @Nullable Pointer virDomainLookupByUUIDString(Pointer connection, String uuid);

    static native int virDomainGetUUIDString(Pointer domain, Pointer text);

    static native @Nullable Pointer virDomainGetXMLDesc(Pointer domain, int flags);

    static native int virDomainGetState(
            Pointer domain, IntByReference state, @Nullable IntByReference reason, int flags);

    static native int virDomainGetInfo(Pointer domain, Pointer info);

    static native int virDomainGetDiskErrors(Pointer domain, @Nullable Pointer errors, int maximum, int flags);

    static native int virDomainGetID(Pointer domain);

    static native int virDomainIsPersistent(Pointer domain);

    static native int virDomainGetAutostart(Pointer domain, IntByReference autostart);

    static native int virDomainSetAutostart(Pointer domain, int autostart);

    static native int virDomainIsActive(Pointer domain);

    static native int virDomainRename(Pointer domain, String name, int flags);

    static native @Nullable Pointer virDomainGetMetadata(Pointer domain, int type, @Nullable String uri, int flags);

    static native int virDomainSetMetadata(
            Pointer domain, int type, @Nullable String metadata, @Nullable String key, @Nullable String uri, int flags);

    static native int virDomainManagedSave(Pointer domain, int flags);

    static native int virDomainManagedSaveRemove(Pointer domain, int flags);

    static native int virDomainGetJobInfo(Pointer domain, Pointer info);

    static native int virDomainAbortJob(Pointer domain);

    static native int virDomainGetJobStats(
            Pointer domain, IntByReference type, PointerByReference params, IntByReference count, int flags);

    static native @Nullable Pointer virDomainMigrate3(
            Pointer domain, Pointer target, @Nullable Pointer params, int count, int flags);

    static native int virDomainMigrateStartPostCopy(Pointer domain, int flags);

    static native int virTypedParamsAddString(
            PointerByReference params, IntByReference count, IntByReference room, String name, String value);

    static native int virTypedParamsAddULLong(
            PointerByReference params, IntByReference count, IntByReference room, String name, long value);

    static native void virTypedParamsFree(@Nullable Pointer params, int count);

    static native int virConnectRef(Pointer connection);

    static native int virConnectCompareCPU(Pointer connection, String cpu, int flags);

    static native int virDomainHasManagedSaveImage(Pointer domain, int flags);

    static native @Nullable Pointer virDomainDefineXMLFlags(Pointer connection, String xml, int flags);

    static native @Nullable Pointer virDomainCreateXML(Pointer connection, String xml, int flags);

    static native int virDomainUndefineFlags(Pointer domain, int flags);

    static native int virDomainUndefine(Pointer domain);

    static native int virDomainCreate(Pointer domain);

    static native int virDomainShutdownFlags(Pointer domain, int flags);

    static native int virDomainReboot(Pointer domain, int flags);

    static native int virDomainDestroy(Pointer domain);

    static native int virDomainSuspend(Pointer domain);

    static native int virDomainResume(Pointer domain);

    static native int virDomainPMWakeup(Pointer domain, int flags);

    static native int virDomainAttachDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainDetachDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainUpdateDeviceFlags(Pointer domain, String xml, int flags);

    static native int virDomainSetVcpusFlags(Pointer domain, int count, int flags);

    static native int virDomainSetMemoryFlags(Pointer domain, NativeLong kib, int flags);

    static native int virDomainFree(Pointer domain);

    // snapshots and the chains of disks

    static native int virDomainListAllSnapshots(Pointer domain, PointerByReference snapshots, int flags);

    static native @Nullable Pointer virDomainSnapshotLookupByName(Pointer domain, String name, int flags);

    static native @Nullable Pointer virDomainSnapshotGetXMLDesc(Pointer snapshot, int flags);

    static native int virDomainSnapshotIsCurrent(Pointer snapshot, int flags);

    static native @Nullable Pointer virDomainSnapshotCreateXML(Pointer domain, String xml, int flags);

    static native int virDomainRevertToSnapshot(Pointer snapshot, int flags);

    static native int virDomainSnapshotDelete(Pointer snapshot, int flags);

    static native int virDomainSnapshotFree(Pointer snapshot);

    static native int virDomainBackupBegin(Pointer domain, String backupXml, @Nullable String checkpointXml, int flags);

    static native @Nullable Pointer virDomainCheckpointLookupByName(Pointer domain, String name, int flags);

    static native @Nullable Pointer virDomainCheckpointCreateXML(Pointer domain, String xml, int flags);

    static native @Nullable Pointer virDomainCheckpointGetXMLDesc(Pointer checkpoint, int flags);

    static native @Nullable Pointer virDomainBackupGetXMLDesc(Pointer domain, int flags);

    static native int virDomainCheckpointDelete(Pointer checkpoint, int flags);

    static native int virDomainListAllCheckpoints(Pointer domain, PointerByReference checkpoints, int flags);

    static native @Nullable String virDomainCheckpointGetName(Pointer checkpoint);

    static native int virDomainCheckpointFree(Pointer checkpoint);

    static native int virDomainBlockCommit(
            Pointer domain, String disk, @Nullable String base, @Nullable String top, NativeLong bandwidth, int flags);

    static native int virDomainAgentSetResponseTimeout(Pointer domain, int seconds, int flags);

    static native int virDomainGetTime(Pointer domain, LongByReference seconds, IntByReference nanoseconds, int flags);

    static native int virDomainFSFreeze(Pointer domain, @Nullable Pointer mountpoints, int count, int flags);

    static native int virDomainFSThaw(Pointer domain, @Nullable Pointer mountpoints, int count, int flags);

    static native int virDomainBlockCopy(
            Pointer domain, String disk, String destination, @Nullable Pointer parameters, int count, int flags);

    static native int virDomainGetBlockJobInfo(Pointer domain, String disk, Pointer info, int flags);

    static native int virDomainBlockJobAbort(Pointer domain, String disk, int flags);

    // networks

    static native int virConnectListAllNetworks(Pointer connection, PointerByReference networks, int flags);

    static native @Nullable Pointer virNetworkLookupByUUIDString(Pointer connection, String uuid);

    static native int virNetworkGetUUIDString(Pointer network, Pointer text);

    static native @Nullable Pointer virNetworkGetXMLDesc(Pointer network, int flags);

    static native int virNetworkIsActive(Pointer network);

    static native int virNetworkIsPersistent(Pointer network);

    static native int virNetworkGetAutostart(Pointer network, IntByReference autostart);

    static native int virNetworkSetAutostart(Pointer network, int autostart);

    static native @Nullable Pointer virNetworkDefineXML(Pointer connection, String xml);

    static native int virNetworkCreate(Pointer network);

    static native int virNetworkDestroy(Pointer network);

    static native int virNetworkUndefine(Pointer network);

    static native int virNetworkGetDHCPLeases(
            Pointer network, @Nullable String mac, PointerByReference leases, int flags);

    static native void virNetworkDHCPLeaseFree(Pointer lease);

    static native int virNetworkFree(Pointer network);

    // pools

    static native int virConnectListAllStoragePools(Pointer connection, PointerByReference pools, int flags);

    static native @Nullable Pointer virStoragePoolLookupByUUIDString(Pointer connection, String uuid);

    static native int virStoragePoolGetUUIDString(Pointer pool, Pointer text);

    static native @Nullable Pointer virStoragePoolGetXMLDesc(Pointer pool, int flags);

    static native int virStoragePoolGetInfo(Pointer pool, Pointer info);

    static native int virStoragePoolIsActive(Pointer pool);

    static native int virStoragePoolIsPersistent(Pointer pool);

    static native int virStoragePoolGetAutostart(Pointer pool, IntByReference autostart);

    static native int virStoragePoolSetAutostart(Pointer pool, int autostart);

    static native @Nullable Pointer virStoragePoolDefineXML(Pointer connection, String xml, int flags);

    static native int virStoragePoolBuild(Pointer pool, int flags);

    static native int virStoragePoolCreate(Pointer pool, int flags);

    static native int virStoragePoolDestroy(Pointer pool);

    static native int virStoragePoolRefresh(Pointer pool, int flags);

    static native int virStoragePoolUndefine(Pointer pool);

    static native int virStoragePoolFree(Pointer pool);

    static native int virStoragePoolListAllVolumes(Pointer pool, PointerByReference volumes, int flags);

    // volumes

    static native @Nullable Pointer virStorageVolLookupByName(Pointer pool, String name);

    static native @Nullable Pointer virStorageVolLookupByPath(Pointer connection, String path);

    static native @Nullable Pointer virStoragePoolLookupByVolume(Pointer volume);

    static native @Nullable String virStorageVolGetName(Pointer volume);

    static native @Nullable Pointer virStorageVolGetXMLDesc(Pointer volume, int flags);

    static native @Nullable Pointer virStorageVolCreateXML(Pointer pool, String xml, int flags);

    static native @Nullable Pointer virStorageVolCreateXMLFrom(Pointer pool, String xml, Pointer source, int flags);

    static native int virStorageVolGetInfo(Pointer volume, Pointer info);

    static native int virStorageVolResize(Pointer volume, long capacity, int flags);

    static native int virStorageVolWipe(Pointer volume, int flags);

    static native int virStorageVolUpload(Pointer volume, Pointer stream, long offset, long length, int flags);

    static native int virStorageVolDelete(Pointer volume, int flags);

    static native int virStorageVolFree(Pointer volume);

    static native int virStorageVolDownload(Pointer volume, Pointer stream, long offset, long length, int flags);

    // consoles

    static native int virDomainOpenConsole(Pointer domain, @Nullable String device, Pointer stream, int flags);

    /** Returns the media type, to be freed; null where there is none. */
    static native @Nullable Pointer virDomainScreenshot(Pointer domain, Pointer stream, int screen, int flags);

    static native int virDomainOpenGraphicsFD(Pointer domain, int index, int flags);

    // streams

    static native @Nullable Pointer virStreamNew(Pointer connection, int flags);

    static native int virStreamRecv(Pointer stream, byte[] data, long length);

    static native int virStreamSend(Pointer stream, byte[] data, long length);

    static native int virStreamRecvFlags(Pointer stream, byte[] data, long length, int flags);

    static native int virStreamSendHole(Pointer stream, long length, int flags);

    static native int virStreamRecvHole(Pointer stream, LongByReference length, int flags);

    static native int virStreamEventAddCallback(
            Pointer stream, int events, StreamEvent callback, @Nullable Pointer opaque, @Nullable Pointer free);

    static native int virStreamEventUpdateCallback(Pointer stream, int events);

    static native int virStreamEventRemoveCallback(Pointer stream);

    static native int virStreamFinish(Pointer stream);

    static native int virStreamAbort(Pointer stream);

    static native int virStreamFree(Pointer stream);
}

package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.Role;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every bridge does, near or far. A subclass says how to reach one. */
abstract class BridgeContract {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The bridge as an administrator meets it. */
    abstract HypervisorBridge administrator();

    /** The bridge as somebody of less importance meets it, where it can tell. */
    abstract HypervisorBridge viewer();

    @Test
    void it_says_who_it_takes_the_asker_for() {
        assertThat(administrator().info().principal().role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(administrator().info().api()).isEqualTo(1);
        assertThat(viewer().info().principal().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void a_subscription_begins_with_a_snapshot_and_goes_on_without_gaps() {
        HypervisorBridge bridge = administrator();
        Heard heard = new Heard();
        try (Subscription subscription = bridge.subscribe(heard)) {
            await().atMost(SOON).until(() -> !heard.events.isEmpty());
            JobId job = connect(bridge, "a1", "key-a1");
            await().atMost(SOON).until(() -> hasEnded(heard, job));

            assertThat(subscription).isNotNull();
            assertThat(heard.events.getFirst()).isInstanceOf(BridgeEvent.Snapshot.class);
            assertThat(heard.isGapless()).isTrue();
            assertThat(heard.links.getFirst()).isInstanceOf(LinkState.Up.class);
        }
    }

    @Test
    void a_command_becomes_a_job_that_is_heard_until_it_is_done() {
        HypervisorBridge bridge = administrator();
        Heard heard = new Heard();
        try (Subscription subscription = bridge.subscribe(heard)) {
            JobId job = connect(bridge, "b1", "key-b1");
            await().atMost(SOON).until(() -> hasEnded(heard, job));

            assertThat(subscription).isNotNull();
            assertThat(heard.jobs(job).getLast().state()).isEqualTo(JobState.DONE);
            assertThat(heard.jobs(job).stream().map(Job::revision)).isSorted();
            assertThat(heard.jobs(job).getLast().kind()).isEqualTo("host.connect");
        }
    }

    @Test
    void the_image_is_what_the_events_add_up_to() {
        HypervisorBridge bridge = administrator();
        Heard heard = new Heard();
        try (Subscription subscription = bridge.subscribe(heard)) {
            connect(bridge, "c1", "key-c1");
            await().atMost(SOON).until(() -> hasHost(bridge, "c1"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(heard.image().hosts())
                            .isEqualTo(bridge.inventory().hosts()));

            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void the_same_request_key_is_the_same_job() {
        HypervisorBridge bridge = administrator();
        JobId first = connect(bridge, "d1", "key-d1");

        assertThat(connect(bridge, "d1", "key-d1")).isEqualTo(first);
        assertThat(connect(bridge, "d2", "key-d2")).isNotEqualTo(first);
    }

    @Test
    void what_is_refused_carries_its_code() {
        refused(
                ErrorCode.HOST_NOT_FOUND,
                () -> administrator().submit(new HostCommand.Disconnect(new ConnectionId("nowhere"))));
        refused(ErrorCode.JOB_NOT_FOUND, () -> administrator().ask(new JobQuery.Show(new JobId("no-such-job"))));
    }

    @Test
    void a_viewer_sees_and_changes_nothing() {
        refused(ErrorCode.NOT_ALLOWED, () -> connect(viewer(), "e1", "key-e1"));
        refused(ErrorCode.NOT_ALLOWED, () -> viewer().ask(new AccessQuery.Clients()));
        assertThat(hasHost(administrator(), "e1")).isFalse();
    }

    @Test
    void no_call_begins_after_a_subscription_was_closed() {
        HypervisorBridge bridge = administrator();
        Heard heard = new Heard();
        Heard other = new Heard();
        try (Subscription stays = bridge.subscribe(other)) {
            Subscription goes = bridge.subscribe(heard);
            await().atMost(SOON).until(() -> !heard.events.isEmpty());
            goes.close();
            goes.close();
            int before = heard.events.size();
            JobId job = connect(bridge, "f1", "key-f1");
            await().atMost(SOON).until(() -> hasEnded(other, job));

            assertThat(stays).isNotNull();
            assertThat(heard.events).hasSize(before);
        }
    }

    @Test
    void closing_twice_is_closing_once() {
        HypervisorBridge bridge = viewer();
        assertThat(bridge.info().api()).isEqualTo(1);
        bridge.close();
        bridge.close();
    }

    private static JobId connect(HypervisorBridge bridge, String name, String key) {
        // Another seed for each name: two connections may not lead to the same place.
        int seed = Math.floorMod(name.hashCode(), 10_000);
        return bridge.submit(
                new HostCommand.Connect(new ConnectionId(name), "sim:///?hosts=1&vms=1&seed=" + seed), key);
    }

    private static boolean hasEnded(Heard heard, JobId job) {
        return heard.jobs(job).stream().anyMatch(known -> known.state().isEnded());
    }

    private static boolean hasHost(HypervisorBridge bridge, String connection) {
        return bridge.inventory().hosts().keySet().stream()
                .map(HostId::text)
                .anyMatch(host -> host.equals(connection) || host.startsWith(connection + "."));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}

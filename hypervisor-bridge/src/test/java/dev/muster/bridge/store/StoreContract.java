package dev.muster.bridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.audit.SqlAudit;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditChain;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store keeps and refuses, on whatever database. */
abstract class StoreContract {
    private static final Principal ANNA = new Principal("anna", Role.ADMINISTRATOR, "local");

    private Store store;

    abstract Store openStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    Store store() {
        return store;
    }

    private void reopen() throws Exception {
        store.close();
        store = openStore();
    }

    private Documents documents() {
        return new SqlDocuments(store, Clock.systemUTC());
    }

    private SqlAudit audit() {
        return new SqlAudit(store, Clock.systemUTC());
    }

    static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void a_document_is_there_after_a_restart_with_its_version() throws Exception {
        documents().put("connection", "h1", "{\"a\":1}", 0);
        documents().put("connection", "h1", "{\"a\":\"ü😀\"}", 1);
        reopen();
        assertThat(documents().get("connection", "h1"))
                .contains(new Documents.Document("connection", "h1", 2, "{\"a\":\"ü😀\"}"));
        assertThat(documents().list("connection")).hasSize(1);
        assertThat(documents().get("connection", "h2")).isEmpty();
    }

    private static PlanVersions.Draft draft(String job, String body) {
        return new PlanVersions.Draft("shop", job, Instant.EPOCH, "anna", "ü😀", body);
    }

    @Test
    void each_version_of_a_plan_stays_and_is_saved_once_by_its_job() throws Exception {
        PlanVersions plans = new PlanVersions(store);
        assertThat(plans.save(draft("j1", "{}"), newest -> newest > 0)).isEmpty();
        assertThat(plans.save(draft("j1", "{}"), newest -> newest == 0))
                .contains(new PlanVersions.Version(1, draft("j1", "{}")));
        assertThat(plans.save(draft("j1", "{}"), newest -> newest == 0).map(PlanVersions.Version::version))
                .contains(1L);
        assertThat(plans.save(draft("j2", "{}"), newest -> newest > 0).map(PlanVersions.Version::version))
                .as("nothing is different")
                .contains(1L);
        assertThat(plans.save(draft("j3", "[]"), newest -> newest == 1).map(PlanVersions.Version::version))
                .contains(2L);
        assertThat(plans.save(draft("j1", "{}"), newest -> newest == 0).map(PlanVersions.Version::version))
                .as("run again after a later version")
                .contains(1L);
        reopen();
        plans = new PlanVersions(store);
        assertThat(plans.of("shop")).extracting(PlanVersions.Version::version).containsExactly(2L, 1L);
        assertThat(plans.find("shop", 1)).contains(new PlanVersions.Version(1, draft("j1", "{}")));
        assertThat(plans.newest())
                .singleElement()
                .extracting(PlanVersions.Version::body)
                .isEqualTo("[]");
        plans.delete("shop");
        plans.delete("shop");
        assertThat(plans.find("shop", 0)).isEmpty();
    }

    @Test
    void a_change_of_an_older_version_is_refused_and_changes_nothing() {
        documents().put("connection", "h1", "{}", 0);
        assertRefused(() -> documents().put("connection", "h1", "{\"x\":1}", 0), ErrorCode.VERSION_CONFLICT);
        assertRefused(() -> documents().put("connection", "h1", "{\"x\":1}", 7), ErrorCode.VERSION_CONFLICT);
        assertRefused(() -> documents().put("connection", "h2", "{\"x\":1}", 7), ErrorCode.VERSION_CONFLICT);
        assertThat(documents().list("connection")).containsExactly(new Documents.Document("connection", "h1", 1, "{}"));
        assertThat(new EventLog(store).after(0, 100)).hasSize(1);
    }

    @Test
    void the_event_log_tells_every_change_of_a_document() {
        documents().put("connection", "h1", "{\"v\":1}", 0);
        documents().put("connection", "h1", "{\"v\":2}", 1);
        documents().delete("connection", "h1");
        documents().delete("connection", "h1");
        assertThat(new EventLog(store).after(0, 100))
                .extracting(EventLog.Event::action, EventLog.Event::version, EventLog.Event::body)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("put", 1L, "{\"v\":1}"),
                        org.assertj.core.api.Assertions.tuple("put", 2L, "{\"v\":2}"),
                        org.assertj.core.api.Assertions.tuple("delete", 0L, ""));
    }

    @Test
    void event_log_and_audit_only_grow() {
        documents().put("connection", "h1", "{}", 0);
        audit().append(ANNA, "vm.power", "h1/x", AuditEntry.Outcome.ACCEPTED, "", "");
        for (String sql : List.of(
                "UPDATE event_log SET body = 'x'",
                "DELETE FROM event_log",
                "UPDATE audit SET action = 'x'",
                "DELETE FROM audit")) {
            assertThatThrownBy(() -> store.write(handle -> handle.execute(sql))).hasMessageContaining("append-only");
        }
        assertThat(audit().verify().firstBreak()).isEmpty();
    }

    @Test
    void work_that_fails_takes_back_only_itself_though_others_share_its_commit() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Boolean> first = store.writeLater(handle -> {
            awaitUninterruptibly(held);
            return true;
        });
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            others.add(store.writeLater(handle -> {
                int rows = handle.execute("INSERT INTO document VALUES ('k', ?, 1, '')", "d" + number);
                if (number % 5 == 0) {
                    throw new IllegalArgumentException("as drawn");
                }
                return rows;
            }));
        }
        held.countDown();
        assertThat(first.join()).isTrue();
        for (int i = 0; i < 20; i++) {
            boolean failed =
                    others.get(i).handle((rows, failure) -> failure != null).join();
            assertThat(failed).isEqualTo(i % 5 == 0);
        }
        assertThat(documents().list("k")).hasSize(16);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_interrupt_neither_loses_a_write_nor_is_lost() {
        Thread.currentThread().interrupt();
        documents().put("connection", "h1", "{}", 0);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(documents().get("connection", "h1")).isPresent();
    }

    @Test
    void a_second_bridge_is_told_who_holds_the_state() {
        assertThatThrownBy(this::openStore).isInstanceOfSatisfying(MusterException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(ErrorCode.STATE_IN_USE);
            assertThat(e.problem().what())
                    .contains("Process " + ProcessHandle.current().pid());
        });
    }

    @Test
    void a_newer_database_is_refused_and_left_as_it_is() throws Exception {
        store.write(handle ->
                handle.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type,"
                        + " script, installed_by, execution_time, success) SELECT 99, '99', 'future', 'SQL', 'V99__future.sql',"
                        + " installed_by, 1, success FROM flyway_schema_history WHERE version = '1'"));
        store.close();
        assertRefused(this::openStore, ErrorCode.STORE_NEWER);
        assertRefused(this::openStore, ErrorCode.STORE_NEWER);
        forgetTheFuture();
        store = openStore();
    }

    /** Takes back what the test of a newer database did, from outside. */
    abstract void forgetTheFuture() throws Exception;

    @Test
    void a_closed_store_says_that_the_bridge_stops() {
        store.close();
        assertRefused(() -> documents().put("connection", "h1", "{}", 0), ErrorCode.BRIDGE_STOPPING);
        assertRefused(() -> documents().list("connection"), ErrorCode.BRIDGE_STOPPING);
    }

    @Test
    void many_at_once_make_one_unbroken_chain() throws Exception {
        SqlAudit audit = audit();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                int number = i;
                threads.execute(() -> {
                    var _ = audit.append(
                            ANNA, "vm.power", "h1/" + number, AuditEntry.Outcome.ACCEPTED, "", "{\"ü\":1}");
                });
            }
        }
        reopen();
        assertThat(audit().verify().entries()).isEqualTo(200);
        assertThat(audit().verify().firstBreak()).isEmpty();
        List<AuditEntry> newest = audit().recent(0, 3).entries();
        assertThat(newest).extracting(AuditEntry::number).containsExactly(200L, 199L, 198L);
        assertThat(audit().verify().head()).isEqualTo(newest.getFirst().hash());
        assertThat(audit().recent(2, 10).entries().getFirst().previous()).isEqualTo(AuditChain.GENESIS);
    }

    @Test
    void a_changed_a_missing_and_a_cut_off_entry_are_found() {
        for (int i = 0; i < 10; i++) {
            var _ = audit().append(ANNA, "vm.power", "h1/" + i, AuditEntry.Outcome.REFUSED, "", "VM-3");
        }
        liftTheBan();
        store.write(handle -> handle.execute("DELETE FROM audit WHERE number = 10"));
        assertThat(audit().verify().firstBreak()).as("cut off").contains(10L);
        store.write(handle -> handle.execute("DELETE FROM audit WHERE number = 6"));
        assertThat(audit().verify().firstBreak()).as("missing").contains(6L);
        store.write(handle -> handle.execute("UPDATE audit SET subject = 'h1/other' WHERE number = 3"));
        assertThat(audit().verify().firstBreak()).as("changed").contains(3L);
    }

    private void liftTheBan() {
        store.write(this::dropTriggers);
    }

    /** As somebody with the rights of the database's owner could. */
    abstract int dropTriggers(org.jdbi.v3.core.Handle handle);
}

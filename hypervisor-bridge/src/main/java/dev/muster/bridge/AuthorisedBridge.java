package dev.muster.bridge;

import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.console.AuditedConsole;
import dev.muster.bridge.console.Consoles;
import dev.muster.bridge.event.EventHub;
import dev.muster.bridge.feature.CallDispatcher;
import dev.muster.bridge.feature.CallHandler;
import dev.muster.bridge.feature.QueryDispatcher;
import dev.muster.bridge.job.JobEngine;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditEntry.Outcome;
import dev.muster.model.bridge.BridgeInfo;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.FeatureCall;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge as one principal meets it: what the role does not allow is refused and audited before anything happens. */
final class AuthorisedBridge implements HypervisorBridge {
    private static final Logger LOG = LoggerFactory.getLogger(AuthorisedBridge.class);

    private final Principal principal;
    private final BridgeInfo info;
    private final EventHub hub;
    private final JobEngine jobs;
    private final Audit audit;
    private final QueryDispatcher queries;
    private final CallDispatcher calls;
    private final Consoles consoles;
    private final Runnable takeUp;
    private final Runnable onClose;

    AuthorisedBridge(
            Principal principal,
            BridgeInfo info,
            EventHub hub,
            JobEngine jobs,
            Audit audit,
            QueryDispatcher queries,
            CallDispatcher calls,
            Consoles consoles,
            Runnable takeUp,
            Runnable onClose) {
        this.principal = principal;
        this.info = info;
        this.hub = hub;
        this.jobs = jobs;
        this.audit = audit;
        this.queries = queries;
        this.calls = calls;
        this.consoles = consoles;
        this.takeUp = takeUp;
        this.onClose = onClose;
    }

    @Override
    public BridgeInfo info() {
        return info;
    }

    @Override
    public InventoryImage inventory() {
        return hub.image().visibleTo(principal.role());
    }

    @Override
    public Subscription subscribe(BridgeListener listener) {
        return hub.subscribe(Optional.empty(), new VisibleEvents(principal.role(), listener));
    }

    @Override
    public JobId submit(Command command, String requestKey) {
        return submit(command, requestKey, _ -> _ -> 0);
    }

    /** As {@link #submit(Command, String)}; writes something more in the transaction in which the job is journaled. */
    JobId submit(Command command, String requestKey, Function<JobId, Work<?>> alongside) {
        String action = Json.typeName(command.getClass());
        try {
            requireRole(action, command.requires());
            if (requestKey.isBlank() || requestKey.length() > 64) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A request key has 1 to 64 characters.",
                                "Nothing was changed.",
                                "Send a shorter key, such as a UUID.")
                        .toException();
            }
            return switch (command) {
                case JobCommand.Cancel cancel -> {
                    jobs.cancel(cancel.job(), principal, accepted(command, action, cancel.job()));
                    yield cancel.job();
                }
                case JobCommand.Pause pause -> {
                    takeUp.run();
                    jobs.pause(pause.job(), principal, accepted(command, action, pause.job()));
                    yield pause.job();
                }
                case JobCommand.Continue going -> {
                    takeUp.run();
                    jobs.goOn(going.job(), principal, accepted(command, action, going.job()));
                    yield going.job();
                }
                case JobCommand.Answer answer -> {
                    takeUp.run();
                    jobs.answer(answer, principal, accepted(command, action, answer.job()));
                    yield answer.job();
                }
                case JobCommand.TakeUp taken -> {
                    audit.append(
                            principal,
                            action,
                            command.subject(),
                            Outcome.ACCEPTED,
                            taken.job().text(),
                            detail(command));
                    takeUp.run();
                    yield taken.job();
                }
                // here as there, job and entry in one transaction: whatever is killed when, there is never one without
                // the other
                case Command work -> {
                    takeUp.run();
                    yield jobs.submit(
                            work,
                            principal,
                            requestKey,
                            job -> alongside
                                    .apply(job)
                                    .then(audit.entry(
                                            principal,
                                            action,
                                            command.subject(),
                                            Outcome.ACCEPTED,
                                            job.text(),
                                            detail(command))));
                }
            };
        } catch (MusterException e) {
            record(action, command, Outcome.REFUSED, "", e.problem().code().id());
            throw e;
        }
    }

    /** What is written down with a change of a job that is there already. */
    private Work<?> accepted(Command command, String action, JobId job) {
        return audit.entry(principal, action, command.subject(), Outcome.ACCEPTED, job.text(), detail(command));
    }

    /** Audits that a command was refused before it came here. */
    MusterException refused(Command command, Problem why) {
        record(
                Json.typeName(command.getClass()),
                command,
                Outcome.REFUSED,
                "",
                why.code().id());
        return why.toException();
    }

    @Override
    public <R extends Record> R ask(Query<R> query) {
        String action = Json.typeName(query.getClass());
        try {
            requireRole(action, query.requires());
        } catch (MusterException e) {
            audit.append(
                    principal,
                    action,
                    "",
                    Outcome.REFUSED,
                    "",
                    e.problem().code().id());
            throw e;
        }
        Optional<Query.Audited> audited = query.audited();
        R answer;
        try {
            answer = queries.answer(query, principal);
        } catch (MusterException e) {
            audited.ifPresent(kept -> audit.append(
                    principal,
                    action,
                    kept.subject(),
                    Outcome.REFUSED,
                    "",
                    e.problem().code().id()));
            throw e;
        }
        // Nobody gets an answer that is to be in the audit and could not be written there.
        audited.ifPresent(kept -> audit.append(principal, action, kept.subject(), Outcome.ACCEPTED, "", kept.detail()));
        return answer;
    }

    /** Part of what was accepted with a job or a query, so only what is refused is audited. */
    @Override
    public byte[] call(FeatureCall call) {
        CallHandler handler = calls.handler(call.path());
        String action = call.path().replace('/', '.');
        try {
            requireRole(action, handler.requires());
            return handler.work().run(call, principal);
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.NOT_ALLOWED) {
                audit.append(
                        principal,
                        action,
                        call.parameters().getOrDefault("job", ""),
                        Outcome.REFUSED,
                        "",
                        e.problem().code().id());
            }
            throw e;
        }
    }

    @Override
    public ConsoleChannel openConsole(ConsoleTarget target) {
        String subject = target.vm().text();
        String kind = target.kind().word();
        try {
            requireRole("console.open", Role.OPERATOR);
            ConsoleChannel opened = consoles.open(principal, target, () -> closed(subject, kind));
            try {
                audit.append(principal, "console.open", subject, Outcome.ACCEPTED, "", kind);
            } catch (RuntimeException e) {
                opened.close(); // nobody looks at what is not in the audit, and nobody would ever close it
                throw e;
            }
            return new AuditedConsole(
                    opened, () -> audit.append(principal, "console.take", subject, Outcome.ACCEPTED, "", kind));
        } catch (MusterException e) {
            audit.append(
                    principal,
                    "console.open",
                    subject,
                    Outcome.REFUSED,
                    "",
                    e.problem().code().id());
            throw e;
        }
    }

    @Override
    public void close() {
        onClose.run();
    }

    /** A console is closed whether or not that can be written: its link and its seat are given back, the next one goes on. */
    private void closed(String subject, String kind) {
        try {
            audit.append(principal, "console.close", subject, Outcome.ACCEPTED, "", kind);
        } catch (RuntimeException e) {
            LOG.error("That {} closed the {} console of {} is not in the audit", principal.name(), kind, subject, e);
        }
    }

    private void requireRole(String action, Role least) {
        if (!principal.role().includes(least)) {
            throw Problem.of(
                            ErrorCode.NOT_ALLOWED,
                            principal.name() + " has the role "
                                    + principal.role().name().toLowerCase(java.util.Locale.ROOT)
                                    + " and may not ask for " + action + ".",
                            "Nothing was changed.",
                            "Ask an administrator, or pair this client again as "
                                    + least.name().toLowerCase(java.util.Locale.ROOT) + ".")
                    .toException();
        }
    }

    private void record(String action, Command command, Outcome outcome, String job, String detail) {
        audit.append(principal, action, command.subject(), outcome, job, detail);
    }

    /** Raw XML can hold passwords, so the audit keeps only its digest. */
    private static String detail(Command command) {
        return Json.writeReplacing(command, "xml", xml -> "sha256:" + sha256(xml));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

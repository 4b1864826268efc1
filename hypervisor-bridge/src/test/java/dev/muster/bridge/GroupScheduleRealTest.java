package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group is captured by the calendar as it is by hand, and its sets are kept by its rule. */
@Tag("real")
@SuppressWarnings("NullAway.Init")
class GroupScheduleRealTest {
    private static final GroupId SHOP = GroupId.of("shop");
    private static final RepositoryId NIGHTLY = RepositoryId.of("nightly");

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    @AfterEach
    void leaveNothing() throws Exception {
        KillGround.clear();
    }

    @Test
    void a_group_is_captured_by_the_calendar() throws Exception {
        // a few seconds before the full hour
        Instant begin = Instant.parse("2026-11-29T21:59:50Z");
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), begin));
        try (RealBridge bridge = RealBridge.open(directory.resolve("state"), clock)) {
            bridge.connect();
            bridge.done(new BackupCommand.AddRepository(
                    NIGHTLY,
                    Files.createDirectories(KillGround.files().resolve("repository"))
                            .toString()));
            GroupMember member = new GroupMember.OfVm(KillGround.imaged(bridge));
            bridge.done(new GroupCommand.Create(new GroupSpec(
                    SHOP, List.of(member), GroupLock.PAUSE, GroupSpec.USUAL_DEADLINE, NIGHTLY, KeepRule.ALL)));
            bridge.done(new ScheduleCommand.Set(
                    new ScheduleId("shop-hourly"),
                    CalendarRule.parse("hourly :00"),
                    ZoneOffset.UTC,
                    true,
                    new GroupCommand.Capture(SHOP)));
            bridge.awaitImage(image -> image.object(Group.class, SHOP)
                    .filter(group -> !group.attempts().isEmpty())
                    .isPresent());
            assertThat(bridge.bridge()
                            .ask(new GroupQuery.Sets(Optional.of(SHOP)))
                            .sets())
                    .singleElement()
                    .satisfies(set -> assertThat(set.set().captured()).isAfter(Instant.parse("2026-11-29T22:00:00Z")));
        }
    }
}

package dev.muster.bridge.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackupJsonTest {
    @Test
    void a_backup_of_many_crosses_to_another_bridge_and_back() {
        Command command = new BackupCommand.RunMany(
                "tag:prod",
                RepositoryId.of("nightly"),
                new BackupOptions(new TreeSet<>(List.of("vdb")), 50 << 20, BackupOptions.Freeze.REQUIRED, "quiesce"),
                new KeepRule(1, 2, 3, 4, 5, 6));
        assertThat(Json.readStrict(Json.write(command), Command.class)).isEqualTo(command);
    }
}

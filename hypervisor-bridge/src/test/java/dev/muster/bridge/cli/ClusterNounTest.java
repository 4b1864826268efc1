package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.json.Json;
import dev.muster.model.cluster.ClusterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters on the command line, over simulated hosts whose world outlives each command. */
class ClusterNounTest {
    private static final String SHOP = """
            {
              "name": "shop",
              "network": "shop",
              "hosts": [],
              "profiles": [
                {"type": "cluster.kernel", "name": "tiny", "kernel": "tiny/vmlinuz", "initrd": null,
                 "commandLine": "console=ttyS0 name={{vm.name}} function={{function}}"}
              ],
              "functions": [
                {"name": "db", "count": 1, "minimum": 1, "vcpus": 1, "memoryMib": 128, "disks": [], "startOrder": 0,
                 "profile": "tiny", "firmware": "USUAL", "apart": false, "labels": {}},
                {"name": "web", "count": 2, "minimum": 1, "vcpus": 1, "memoryMib": 128, "disks": [], "startOrder": 1,
                 "profile": "tiny", "firmware": "USUAL", "apart": true, "labels": {"tier": "front"}}
              ],
              "defaultFunction": "",
              "outside": null
            }
            """;

    @TempDir
    private Path directory = Path.of("");

    private String out = "";
    private String err = "";

    @BeforeEach
    void a_host_with_a_network_and_a_kernel() throws Exception {
        done("host", "create", "lab", "sim:///?hosts=1&vms=0&seed=1&state=" + directory.resolve("world"));
        done(
                "network",
                "create",
                "--name=shop",
                "--mode=isolated",
                "--address=127.79.1.1/24",
                "--dhcp-first=127.79.1.10",
                "--dhcp-last=127.79.1.200");
        done("artifact", "put", "tiny/vmlinuz", file("vmlinuz", "a kernel of sorts"));
    }

    @Test
    void a_cluster_is_described_planned_deployed_scaled_shown_and_deleted() throws Exception {
        String shop = file("shop.json", SHOP);
        done("cluster", "create", "-f", shop);
        done("cluster", "export", "shop");
        assertThat(Json.readStrict(out, ClusterSpec.class)).isEqualTo(Json.readStrict(SHOP, ClusterSpec.class));
        String exported = out;
        done("cluster", "deploy", "shop", "--plan");
        assertThat(out).contains("restart network", "create VM", "shop-db-1", "shop-web-1", "shop-web-2");
        done("vm", "list");
        assertThat(out).doesNotContain("shop-db-1");

        done("cluster", "deploy", "shop");
        assertThat(err)
                .contains(
                        "Read artifact tiny/vmlinuz", "Mint the identifier of shop-db-1", "Deploy cluster shop: done");
        done("cluster", "show", "shop");
        assertThat(out.lines()).hasSize(4);
        assertThat(out).contains("shop-web-2", "running");
        done("cluster", "scale", "shop", "web", "3", "--plan");
        assertThat(out).contains("shop-web-3").doesNotContain("shop-web-2");
        done("cluster", "scale", "shop", "web", "3");
        done("function", "list", "shop");
        assertThat(out).contains("db", "web");
        done("cluster", "list");
        assertThat(out).contains("shop", "4/4", "deployed");
        done("cluster", "export", "shop");
        assertThat(out).isNotEqualTo(exported).contains("\"count\" : 3");

        refused(4, "ACC-2", "cluster", "delete", "shop");
        done("cluster", "delete", "shop", "--yes");
        done("vm", "list");
        assertThat(out).doesNotContain("shop-");
        refused(3, "CLU-1", "cluster", "show", "shop");
    }

    @Test
    void a_description_that_is_wrong_is_refused_with_the_reason_and_nothing_is_written_down() throws Exception {
        wrong("\"apart\": true", "\"apart\": true, \"colour\": \"red\"", "colour");
        wrong("\"apart\": true, ", "", "apart");
        wrong("\"name\": \"web\"", "\"name\": \"db\"", "Two functions are called \"db\".");
        wrong("\"count\": 2, \"minimum\": 1", "\"count\": 1, \"minimum\": 2", "at least 2");
        wrong("{{function}}", "{{funktion}}", "funktion");
        wrong(
                "\"profile\": \"tiny\", \"firmware\": \"USUAL\", \"apart\": true",
                "\"profile\": \"huge\", \"firmware\": \"USUAL\", \"apart\": true",
                "\"huge\"");
        wrong("cluster.kernel", "cluster.floppy", "cluster.floppy");
        wrong("\"memoryMib\": 128", "\"memoryMib\": \"plenty\"", "memoryMib");
        wrong("\"defaultFunction\": \"\"", "\"defaultFunction\": \"cache\"", "\"cache\"");
        wrong("}\n", "", "");
        refused(
                3,
                "",
                "cluster",
                "create",
                "-f",
                directory.resolve("nowhere.json").toString());
        done("cluster", "list");
        assertThat(out).isEqualTo("There are no clusters.\n");
    }

    @Test
    void equal_names_are_refused() throws Exception {
        String shop = file("shop.json", SHOP);
        done("cluster", "create", "-f", shop);
        refused(4, "CLU-2", "cluster", "create", "-f", shop);
    }

    @Test
    void a_function_does_not_go_below_its_minimum() throws Exception {
        done("cluster", "create", "-f", file("shop.json", SHOP));
        done("cluster", "deploy", "shop");
        refused(2, "at least 1", "cluster", "scale", "shop", "web", "0");
        refused(4, "CLU-5", "cluster", "scale", "shop", "cache", "1");
        done("cluster", "show", "shop");
        assertThat(out.lines()).hasSize(4);
    }

    @Test
    void a_network_without_dhcp_is_refused_before_there_is_a_vm() throws Exception {
        done("network", "create", "--name=mute", "--mode=isolated", "--address=127.79.2.1/24");
        deploymentRefused(4, "CLU-3", "has no DHCP", SHOP.replace("\"network\": \"shop\"", "\"network\": \"mute\""));
        deploymentRefused(
                4, "CLU-3", "has no network \"moon\"", SHOP.replace("\"network\": \"shop\"", "\"network\": \"moon\""));
    }

    @Test
    void a_cluster_no_host_has_room_for_is_refused_before_there_is_a_vm() throws Exception {
        deploymentRefused(4, "CLU-4", "MiB are missing", SHOP.replace("\"memoryMib\": 128", "\"memoryMib\": 8388608"));
    }

    @Test
    void an_artifact_that_is_absent_cut_off_or_damaged_is_found_by_the_deployment() throws Exception {
        deploymentRefused(3, "ART-1", "tiny/none", SHOP.replace("tiny/vmlinuz", "tiny/none"));
        Path content = content();
        Files.writeString(content, "a kernel of s");
        deploymentRefused(1, "ART-5", "tiny/vmlinuz", SHOP);
        Files.writeString(content, "a kernel of sorTs"); // of the right size
        deploymentRefused(1, "ART-5", "tiny/vmlinuz", SHOP);
        Files.delete(content);
        deploymentRefused(1, "ART-4", "tiny/vmlinuz", SHOP);
        done("artifact", "put", "tiny/vmlinuz", directory.resolve("vmlinuz").toString());
        done("cluster", "create", "-f", file("shop.json", SHOP));
        done("cluster", "deploy", "shop");
    }

    private void wrong(String instead, String of, String says) throws IOException {
        assertThat(SHOP).contains(instead);
        refused(2, says, "cluster", "create", "-f", file("wrong.json", SHOP.replace(instead, of)));
    }

    /** The deployment of a cluster so described fails, and leaves neither VMs nor a changed network. */
    private void deploymentRefused(int status, String code, String says, String description) throws IOException {
        done("cluster", "create", "-f", file("shop.json", description));
        refused(status, code, "cluster", "deploy", "shop");
        assertThat(err).contains(says);
        done("vm", "list");
        assertThat(out).doesNotContain("shop-");
        done("cluster", "show", "shop");
        assertThat(out).contains("has no VMs");
        done("cluster", "delete", "shop", "--yes");
    }

    private void done(String... words) {
        assertThat(ctl(words)).as(() -> String.join(" ", words) + "\n" + err).isZero();
    }

    private void refused(int status, String says, String... words) {
        assertThat(ctl(words)).as(() -> String.join(" ", words) + "\n" + err).isEqualTo(status);
        assertThat(err).contains(says);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private Path content() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("state/artifacts"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private int ctl(String... words) {
        CtlLine line = CtlLine.ctl(directory.resolve("state"), words);
        out = line.out();
        err = line.err();
        return line.status();
    }
}

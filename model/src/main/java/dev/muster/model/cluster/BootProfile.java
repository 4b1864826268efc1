package dev.muster.model.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function boots. Its texts are templates, see {@link BootTemplate}. */
public sealed interface BootProfile {
    /** Its name, unique in its cluster. */
    String name();

    /** The artifacts it needs. */
    Set<ArtifactId> artifacts();

    /** The template in it; empty where it has none. */
    String template();

    /**
     * A kernel that is loaded over the network.
     *
     * @param name its name
     * @param kernel the kernel
     * @param initrd the initial RAM disk
     * @param commandLine template of the kernel's command line, one line
     */
    record Kernel(String name, ArtifactId kernel, Optional<ArtifactId> initrd, String commandLine)
            implements BootProfile {
        public Kernel {
            Refusals.requireLabel("boot profile", name);
            BootTemplate.requireLine(commandLine);
        }

        @Override
        public Set<ArtifactId> artifacts() {
            return files(kernel, initrd);
        }

        @Override
        public String template() {
            return commandLine;
        }
    }

    /**
     * An installer that is loaded over the network until it has said that it is done ({@code {{url.done}}}); from then on the
     * VM boots from its disk.
     *
     * @param name its name
     * @param kernel the installer's kernel
     * @param initrd its initial RAM disk
     * @param commandLine template of its command line, one line
     */
    record Installer(String name, ArtifactId kernel, Optional<ArtifactId> initrd, String commandLine)
            implements BootProfile {
        public Installer {
            Refusals.requireLabel("boot profile", name);
            BootTemplate.requireLine(commandLine);
        }

        @Override
        public Set<ArtifactId> artifacts() {
            return files(kernel, initrd);
        }

        @Override
        public String template() {
            return commandLine;
        }
    }

    /**
     * A script of iPXE. An artifact is named in it by {@code {{file:NAME}}}.
     *
     * @param name its name
     * @param script template of the script; {@code #!ipxe} is put before it
     */
    record Script(String name, String script) implements BootProfile {
        private static final int LONGEST = 64 << 10;

        public Script {
            Refusals.requireLabel("boot profile", name);
            if (script.isBlank() || script.length() > LONGEST) {
                throw Refusals.refused(
                        "The script of boot profile " + name + " is empty or longer than 64 KiB.",
                        "Give a script of iPXE.");
            }
            BootTemplate.parse(script);
        }

        @Override
        public Set<ArtifactId> artifacts() {
            return BootTemplate.parse(script).files();
        }

        @Override
        public String template() {
            return script;
        }
    }

    /**
     * The VM's own disk.
     *
     * @param name its name
     */
    record LocalDisk(String name) implements BootProfile {
        public LocalDisk {
            Refusals.requireLabel("boot profile", name);
        }

        @Override
        public Set<ArtifactId> artifacts() {
            return Set.of();
        }

        @Override
        public String template() {
            return "";
        }
    }

    private static Set<ArtifactId> files(ArtifactId kernel, Optional<ArtifactId> initrd) {
        return Stream.concat(Stream.of(kernel), initrd.stream()).collect(Collectors.toUnmodifiableSet());
    }
}

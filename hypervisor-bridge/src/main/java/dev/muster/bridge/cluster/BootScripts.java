package dev.muster.bridge.cluster;

import dev.muster.model.cluster.ArtifactId;
import java.util.Optional;

/** The scripts of iPXE that a VM gets. Each of them ends in asking again: no VM is left at a prompt. */
final class BootScripts {
    private static final int AGAIN_SECONDS = 5;
    private static final int REFUSED_SECONDS = 30;

    private BootScripts() {}

    /** The first script, the same for all. */
    static String first(String controller) {
        return "#!ipxe\n" + again(controller, 0);
    }

    static String waiting(String controller, String reason) {
        return "#!ipxe\necho Muster: " + line(reason) + "\n" + again(controller, AGAIN_SECONDS);
    }

    static String refused(String controller, String reason) {
        return "#!ipxe\necho Muster: refused. " + line(reason) + "\n" + again(controller, REFUSED_SECONDS);
    }

    /** Loads a kernel and starts it. */
    static String kernel(
            String controller, String who, String files, ArtifactId kernel, Optional<ArtifactId> initrd, String line) {
        StringBuilder script = new StringBuilder("#!ipxe\necho Muster: " + line(who) + "\n");
        script.append("kernel --name kernel ")
                .append(files)
                .append(kernel)
                .append(initrd.isPresent() ? " initrd=initrd " : " ")
                .append(line)
                .append(" || goto failed\n");
        initrd.ifPresent(file -> script.append("initrd --name initrd ")
                .append(files)
                .append(file)
                .append(" || goto failed\n"));
        script.append("boot || goto failed\n:failed\necho Muster: a file could not be loaded\n");
        script.append("imgfree kernel ||\nimgfree initrd ||\n");
        return script + again(controller, AGAIN_SECONDS);
    }

    /** Goes on with the VM's own disk. */
    static String localDisk(String who) {
        return "#!ipxe\necho Muster: " + line(who)
                + "\niseq ${platform} pcbios && sanboot --no-describe --drive 0x80 ||\nexit\n";
    }

    static String own(String who, String script) {
        return "#!ipxe\necho Muster: " + line(who) + "\n" + script + "\n";
    }

    /** A controller that is not there, or not yet, is asked until it is. */
    private static String again(String controller, int seconds) {
        return (seconds > 0 ? "sleep " + seconds + "\n" : "")
                + ":again\nchain --replace " + controller + "/script?uuid=${uuid}&mac=${netX/mac:hexhyp} ||\n"
                + "echo Muster: the boot controller does not answer; asking again in " + AGAIN_SECONDS + " s\n"
                + "sleep " + AGAIN_SECONDS + "\ngoto again\n";
    }

    /** Nothing that iPXE takes for more than text. */
    private static String line(String text) {
        return text.replaceAll("[^ -~]", "?")
                .replace("${", "$ {")
                .replace("||", "|")
                .replace("&&", "&");
    }
}

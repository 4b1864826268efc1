package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;

/** Names the missing piece when a connection cannot be opened: daemon, key, certificate, name. */
final class ConnectDiagnosis {
    private static final String MEANING = "Its VMs are not affected; they cannot be managed from here.";

    private ConnectDiagnosis() {}

    /** Where a URI leads, in words at the beginning of a sentence. */
    static String place(ConnectionUri uri) {
        return uri.host().isEmpty() ? "This machine" : "The host " + uri.host();
    }

    static Problem of(ConnectionUri uri, LibvirtError error) {
        return switch (uri.kind()) {
            case SSH -> ssh(uri, error);
            case TLS -> tls(uri, error);
            case LOCAL, UNIX -> local(uri, error);
            case TEST, SIMULATED -> other(uri, error);
        };
    }

    private static Problem local(ConnectionUri uri, LibvirtError error) {
        String words = error.message();
        if (words.contains("Permission denied") || words.contains("authentication") || isDenied(error)) {
            return problem(
                    ErrorCode.PERMISSION_DENIED,
                    "This user may not talk to libvirt on this machine.",
                    "Add the user to the group \"libvirt\" (usermod -aG libvirt NAME) and log in again, or use"
                            + " qemu:///session.",
                    error);
        }
        if (words.contains("Failed to connect socket") || words.contains("Cannot recv data")) {
            return problem(
                    ErrorCode.DAEMON_NOT_RUNNING,
                    "libvirt's daemon does not run on this machine.",
                    LibvirtDaemon.HOW_TO_START,
                    error);
        }
        return other(uri, error);
    }

    private static Problem ssh(ConnectionUri uri, LibvirtError error) {
        String words = error.message();
        if (words.contains("Could not resolve hostname")) {
            return nameUnknown(uri, error);
        }
        if (words.contains("Host key verification failed")
                || words.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
            return problem(
                    ErrorCode.SSH_HOST_UNKNOWN,
                    "The SSH host key of " + uri.host() + " is not known here, or is another than before.",
                    "Compare the key, then log in once with \"ssh " + login(uri)
                            + "\" and accept it (ssh-keygen -R removes an old one).",
                    error);
        }
        // Before the key: ssh also warns of a key file it lacks when it never got as far as needing it.
        if (isNobodyThere(words)) {
            return hostUnreachable(uri, error);
        }
        if (words.contains("Identity file") && words.contains("not accessible")) {
            return problem(
                    ErrorCode.SSH_KEY_REFUSED,
                    "The SSH key file " + uri.parameters().getOrDefault("keyfile", "") + " cannot be read.",
                    "Give the path of a private key on the bridge's machine, or none for the usual keys.",
                    error);
        }
        if (words.contains("Permission denied") || words.contains("Too many authentication failures")) {
            return problem(
                    ErrorCode.SSH_KEY_REFUSED,
                    uri.host() + " accepts no SSH key of this user"
                            + (uri.user().isEmpty() ? "" : " for " + uri.user()) + ".",
                    "Bring a key there with \"ssh-copy-id " + login(uri)
                            + "\", and load it into the agent if it has a passphrase.",
                    error);
        }
        if (unreachable(words)) {
            return hostUnreachable(uri, error);
        }
        if (words.contains("No such file or directory")
                || words.contains("Failed to connect socket")
                || words.contains("nc: ")
                || words.contains("command not found")) {
            return problem(
                    ErrorCode.DAEMON_NOT_RUNNING,
                    "SSH works, but libvirt's daemon does not answer on " + uri.host() + ".",
                    "On that host: " + LibvirtDaemon.HOW_TO_START,
                    error);
        }
        return other(uri, error);
    }

    private static Problem tls(ConnectionUri uri, LibvirtError error) {
        String words = error.message();
        if (words.contains("Unable to resolve address") || words.contains("Name or service not known")) {
            return nameUnknown(uri, error);
        }
        if (words.contains("Connection refused")) {
            return problem(
                    ErrorCode.DAEMON_NOT_RUNNING,
                    "Nothing answers on the TLS port of " + uri.host() + ".",
                    "On that host: let libvirt listen with \"systemctl enable --now libvirtd-tls.socket\", and open port"
                            + " 16514.",
                    error);
        }
        if (unreachable(words)) {
            return hostUnreachable(uri, error);
        }
        if (error.code() == LibvirtError.GNUTLS_ERROR
                || words.contains("certificate")
                || words.contains("Certificate")
                || words.contains("TLS")
                || words.contains("Cannot recv data")
                || words.contains("End of file")) {
            return problem(
                    ErrorCode.TLS_CERTIFICATE,
                    "The TLS certificates for " + uri.host() + " are missing, wrong or refused.",
                    "Put the CA's certificate into /etc/pki/CA/cacert.pem and this client's into"
                            + " /etc/pki/libvirt/clientcert.pem and private/clientkey.pem, or name their directory with"
                            + " pkipath=; the server's certificate must name the host as the URI does.",
                    error);
        }
        return other(uri, error);
    }

    private static Problem other(ConnectionUri uri, LibvirtError error) {
        if (isDenied(error)) {
            return problem(
                    ErrorCode.PERMISSION_DENIED,
                    place(uri) + " does not let this user manage VMs.",
                    "Use another user, or give this one the right on that host.",
                    error);
        }
        return problem(
                ErrorCode.HOST_UNREACHABLE,
                place(uri) + " cannot be connected to: " + error.message(),
                "Look at libvirt's words; \"virsh -c " + uri.text() + " list\" must work.",
                error);
    }

    private static Problem nameUnknown(ConnectionUri uri, LibvirtError error) {
        return problem(
                ErrorCode.HOST_NAME_UNKNOWN,
                "The name " + uri.host() + " leads to no host.",
                "Check the spelling, the name service or /etc/hosts.",
                error);
    }

    private static Problem hostUnreachable(ConnectionUri uri, LibvirtError error) {
        return problem(
                ErrorCode.HOST_UNREACHABLE,
                place(uri) + " does not accept the connection.",
                "Look whether it is up, the port is right, and a firewall lets the connection through.",
                error);
    }

    private static boolean isDenied(LibvirtError error) {
        return Problems.code(error, Problems.Subject.HOST) == ErrorCode.PERMISSION_DENIED;
    }

    private static boolean unreachable(String words) {
        return isNobodyThere(words) || words.contains("Connection closed by") || words.contains("Connection reset");
    }

    private static boolean isNobodyThere(String words) {
        return words.contains("Connection refused")
                || words.contains("Connection timed out")
                || words.contains("No route to host")
                || words.contains("Network is unreachable");
    }

    private static String login(ConnectionUri uri) {
        return (uri.port() > 0 ? "-p " + uri.port() + " " : "")
                + (uri.user().isEmpty() ? "" : uri.user() + "@")
                + uri.host();
    }

    private static Problem problem(ErrorCode code, String what, String remedy, LibvirtError error) {
        return Problem.of(code, what, MEANING, remedy).withDetails(error.message());
    }
}

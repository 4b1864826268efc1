package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of libvirt's test driver full of domains as odd as people make them. */
final class OddDomains {
    private static final Pattern DOMAIN = Pattern.compile("<domain .*?</domain>", Pattern.DOTALL);
    private static final Set<String> TOUCHED = Set.of("title", "description");

    /** An edit of what people write about a VM. */
    static final VmChanges EDIT = new VmChanges(
            Optional.empty(),
            Optional.empty(),
            Optional.of("New <title> & \"more\""),
            Optional.of("Two\nlines"),
            Optional.empty(),
            Optional.of(new TreeSet<>(List.of("db", "odd & tagged"))));

    private OddDomains() {}

    /** The whole document. */
    static String document() {
        try (InputStream in = OddDomains.class.getResourceAsStream("/testdriver/odd.xml")) {
            if (in == null) {
                throw new IllegalStateException("no test resource odd.xml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of each domain. */
    static List<String> domains() {
        return DOMAIN.matcher(document()).results().map(MatchResult::group).toList();
    }

    /** All that {@link #EDIT} must leave as it is, each element as it is written. */
    static List<String> rest(DomainDocument document) {
        return document.root().children().stream()
                .filter(child -> !TOUCHED.contains(child.name()))
                .flatMap(child -> child.name().equals("metadata") ? foreign(child) : Stream.of(child.source()))
                .toList();
    }

    private static Stream<String> foreign(XmlElement metadata) {
        return metadata.children().stream().flatMap(child -> {
            boolean ours = child.namespace().equals(DomainDocument.NAMESPACE);
            return ours
                    ? child.children().stream()
                            .filter(one -> !one.name().equals("tag"))
                            .map(XmlElement::source)
                    : Stream.of(child.source());
        });
    }
}

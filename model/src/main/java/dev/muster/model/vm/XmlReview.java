package dev.muster.model.vm;

import dev.muster.model.error.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would come of another definition.
 *
 * @param definition the digest of the definition it would replace, to be given with it
 * @param problem why it would be refused; empty where nothing speaks against it
 * @param checked whether libvirt's own schema was there to check it against
 * @param differences what differs, device by device and setting by setting
 */
public record XmlReview(String definition, Optional<Problem> problem, boolean checked, List<Difference> differences) {
    public XmlReview {
        differences = List.copyOf(differences);
    }

    /** How something differs. */
    public enum How {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One thing that differs.
     *
     * @param what a device's key, or the name of a setting such as {@code memory} or {@code cpu}
     * @param how in what way
     * @param effect when it takes effect; a definition is read when a VM starts, so never at once while it runs
     */
    public record Difference(String what, How how, HardwarePlan.Effect effect) {}

    /** What differs between two definitions; white space and comments do not count. */
    public static List<Difference> between(DomainDocument before, DomainDocument after, HardwarePlan.Effect effect) {
        Map<String, String> was = parts(before);
        Map<String, String> is = parts(after);
        List<Difference> differences = new ArrayList<>();
        was.forEach((what, text) -> {
            if (!is.containsKey(what)) {
                differences.add(new Difference(what, How.REMOVED, effect));
            } else if (!is.get(what).equals(text)) {
                differences.add(new Difference(what, How.CHANGED, effect));
            }
        });
        is.keySet().stream()
                .filter(what -> !was.containsKey(what))
                .forEach(what -> differences.add(new Difference(what, How.ADDED, effect)));
        return differences;
    }

    /** Each device and each setting, written in one way. */
    private static Map<String, String> parts(DomainDocument document) {
        Map<String, String> parts = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        document.root().attributes().forEach(attribute -> parts.put("domain " + attribute.name(), attribute.value()));
        document.root().children().stream()
                .filter(child -> !child.qualifiedName().equals("devices"))
                .forEach(child -> {
                    int number = numbers.merge(child.qualifiedName(), 1, Integer::sum);
                    parts.put(child.qualifiedName() + (number == 1 ? "" : " " + number), plain(child));
                });
        Devices.elements(document).forEach((key, element) -> parts.put(key, plain(element)));
        return parts;
    }

    private static String plain(dev.muster.model.xml.XmlElement element) {
        StringBuilder out = new StringBuilder(element.qualifiedName());
        element.attributes().stream()
                .map(attribute -> " " + attribute.name() + "=" + attribute.value())
                .sorted()
                .forEach(out::append);
        out.append('>').append(element.text().strip());
        element.children().forEach(child -> out.append('<').append(plain(child)).append('/'));
        return out.toString();
    }
}

import com.sun.source.tree.*;
import com.sun.source.util.*;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.*;
import javax.tools.*;

/**
 * Lists the messages that a bridge says to people, from the sources: problems, titles of jobs and steps, wait reasons, lines of logs;
 * and the problems that the window makes itself.
 * A message is a string with a gap ({0}, {1} …) for each part that is no literal; alternatives of a conditional are messages of their
 * own. What is code, SQL, XML or the command line is left out.
 *
 * <p>usage: java tools/MessageSources.java CHECKOUT     one message a line: the message, a tab, the files it is in
 */
public final class MessageSources {
    private static final Pattern NO_MESSAGE = Pattern.compile("[<>=]|;$|SELECT |INSERT |UPDATE |DELETE FROM|CREATE |PRAGMA|^-|::|%[sdx0-9]|\n\n|^\\s"
            + "|^[a-z]+/|ON CONFLICT|FROM |WHERE |\\[|\\]|\\||HTTP/|Content-|^muster |^SHA-|BEGIN |END |\t|\r");
    private static final Pattern NO_SPEAKER = Pattern.compile(".*/(bench/\\w+|\\w*Noun|\\w*Verb|\\w*Bench|\\w*BenchCommand|HardwareOptions|Ctl\\w*|JobProgress|TransferLine"
            + "|Table|Sizes|LoadReader|UsageReader|Confirmation|StopSignals|BridgeCommand|SerialFollower|Workplace|StallScene|Files|Names|PlanText|PlanRuns|ForecastText|DifferenceText|PlanDefaults"
            + "|Consoles|MusterMain|Figure|CrashMatrix|WorldGenerator|Virt|JavaLink|SqlJournal|SqlAudit|SqliteDatabase|PostgresDatabase"
            + "|Migrations|ProbeGuest|ApiHandler|CallHandler|BootScripts|BootServer|HttpOutside|ValueText|HtmlRenderer|HtmlParts|PdfRenderer|NetRules|ReportVerdictText|ReportRegister|Sample\\w+)\\.java");
    private static final Pattern WORD = Pattern.compile("[a-z]{3}");
    private static final Map<String, Set<String>> found = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        Path checkout = Path.of(args[0]);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("model", "hypervisor-bridge", "app")) {
            try (Stream<Path> all = Files.walk(checkout.resolve(module).resolve("src/main/java"))) {
                all.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !NO_SPEAKER.matcher(path.toString()).matches())
                        .forEach(sources::add);
            }
        }
        JavacTask task = (JavacTask) compiler.getTask(
                null, files, problem -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
        for (CompilationUnitTree unit : task.parse()) {
            new Scanner(unit).scan(unit, null);
        }
        found.forEach((message, where) -> System.out.println(message.replace("\n", "\\n") + "\t" + String.join(" ", where)));
    }

    private static boolean isMessage(String text) {
        return !NO_MESSAGE.matcher(text).find()
                && text.strip().contains(" ")
                && WORD.matcher(text.replaceAll("\\{\\d}", "")).find();
    }

    private static final class Scanner extends TreeScanner<Void, Void> {
        final String file;
        /** Whether strings are messages here: everywhere in the bridge, in the window only those of problems it makes itself. */
        boolean speaking;
        Scanner(CompilationUnitTree cu) {
            Path path = Path.of(cu.getSourceFile().toUri());
            file = path.getFileName().toString();
            speaking = !path.toString().contains("/app/src/main/");
        }
        @Override public Void visitBinary(BinaryTree t, Void v) {
            if (t.getKind() == Tree.Kind.PLUS && isStringy(t)) { add(t); scanArgs(t); return null; }
            return super.visitBinary(t, v);
        }
        @Override public Void visitLiteral(LiteralTree t, Void v) { if (t.getValue() instanceof String) add(t); return null; }
        @Override public Void visitMethodInvocation(MethodInvocationTree t, Void v) {
            String m = t.getMethodSelect().toString();
            if (m.equals("Problem.of")) {
                boolean before = speaking;
                speaking = true;
                super.visitMethodInvocation(t, v);
                speaking = before;
                return null;
            }
            if (m.startsWith("LOG.") || m.endsWith("matches") || m.endsWith(".equals") || m.endsWith("getLogger") || m.endsWith("startsWith") || m.endsWith("Pattern.compile") || m.endsWith("endsWith")|| m.endsWith("contains")) return null;
            return super.visitMethodInvocation(t, v);
        }
        @Override public Void visitAnnotation(AnnotationTree t, Void v) { return null; }
        @Override public Void visitNewClass(NewClassTree t, Void v) {
            String n = t.getIdentifier().toString();
            if (n.matches("IllegalStateException|IllegalArgumentException|IOException|AssertionError|UncheckedIOException|CloseConnectionException")) return null;
            return super.visitNewClass(t, v);
        }
        @Override public Void visitThrow(ThrowTree t, Void v) { return super.visitThrow(t, v); }
        void scanArgs(ExpressionTree t) {
            for (ExpressionTree e : flat(t)) { ExpressionTree u = strip(e); if (!(u instanceof LiteralTree) && !(u instanceof ConditionalExpressionTree)) scan(u, null); }
        }
        boolean isStringy(ExpressionTree t) { return flat(t).stream().anyMatch(e -> strip(e) instanceof LiteralTree l && l.getValue() instanceof String); }
        void add(ExpressionTree t) {
            if (!speaking) return;
            for (String p : patterns(flat(t))) {
                if (isMessage(p)) found.computeIfAbsent(p, k -> new TreeSet<>()).add(file);
            }
        }
        List<String> patterns(List<ExpressionTree> parts) {
            List<String> out = new ArrayList<>(List.of(""));
            int[] n = {0};
            for (ExpressionTree e : parts) {
                ExpressionTree u = strip(e);
                List<String> opts = options(u);
                List<String> next = new ArrayList<>();
                boolean arg = opts.size() == 1 && opts.getFirst().equals("\0");
                for (String o : out) for (String x : opts) next.add(o + x);
                out = next;
                if (out.size() > 16) out = out.subList(0, 16);
            }
            return out.stream().map(s -> { StringBuilder b = new StringBuilder(); int i = 0; for (char ch : s.toCharArray()) { if (ch == '\0') b.append('{').append(i++).append('}'); else b.append(ch); } return b.toString(); }).distinct().toList();
        }
        List<String> options(ExpressionTree u) {
            if (u instanceof LiteralTree l) return List.of(String.valueOf(l.getValue()));
            if (u instanceof ConditionalExpressionTree c) {
                List<String> a = new ArrayList<>(patternsRaw(flat(strip(c.getTrueExpression()))));
                a.addAll(patternsRaw(flat(strip(c.getFalseExpression()))));
                return a.stream().distinct().toList();
            }
            return List.of("\0");
        }
        List<String> patternsRaw(List<ExpressionTree> parts) {
            List<String> out = new ArrayList<>(List.of(""));
            for (ExpressionTree e : parts) { List<String> next = new ArrayList<>(); for (String o : out) for (String x : options(strip(e))) next.add(o + x); out = next; }
            return out;
        }
        List<ExpressionTree> flat(ExpressionTree t) {
            if (t instanceof ParenthesizedTree && strip(t) instanceof BinaryTree && !isStringy(strip(t))) return List.of(t);
            t = strip(t);
            if (t instanceof BinaryTree b && b.getKind() == Tree.Kind.PLUS) { List<ExpressionTree> l = new ArrayList<>(flat(b.getLeftOperand())); l.addAll(flat(b.getRightOperand())); return l; }
            return List.of(t);
        }
        ExpressionTree strip(ExpressionTree t) { while (t instanceof ParenthesizedTree p) t = p.getExpression(); return t; }
    }
}

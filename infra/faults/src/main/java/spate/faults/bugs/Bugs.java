package spate.faults.bugs;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import spate.load.option.Options;

/// Command: puts each curated bug into a copy of its source, compiles that in front of everything else, and lets the
/// fault search look for it. A bug that is not found says that the search is blind there.
public final class Bugs {

    private static final Pattern FOUND = Pattern.compile("seed (\\d+): BROKEN.*");

    private final Path sources;
    private final String seeds;
    private final PrintStream out;

    private Bugs(Path sources, String seeds, PrintStream out) {
        this.sources = sources;
        this.seeds = seeds;
        this.out = out;
    }

    /// The options of this command.
    public static Options options() {
        return new Options()
                .know("sources", ".", "root of the source tree that this program was built from")
                .know("seeds", "1..60", "seeds to look with, as for search")
                .know("only", "", "names of bugs, with commas; all where not given");
    }

    /// Looks for every bug.
    ///
    /// @return 0 where each was found, else 1
    public static int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        Options options = options().read(arguments);
        List<String> only = options.all("only");
        var bugs = new Bugs(Path.of(options.text("sources")), options.text("seeds"), out);
        var table = new ArrayList<String>();
        boolean all = true;
        for (Patch patch : Patches.all()) {
            if (only.isEmpty() || only.contains(patch.name())) {
                String found = bugs.lookFor(patch);
                all &= found != null;
                table.add("%-28s %s".formatted(patch.name(), found == null ? "NOT FOUND" : found));
                out.println(table.getLast());
            }
        }
        out.println();
        table.forEach(out::println);
        return all ? 0 : 1;
    }

    /// @return by which seed and how it was found, or null
    private @Nullable String lookFor(Patch patch) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("spate-bug-");
        Path classes = compile(patch, folder);
        long begun = System.nanoTime();
        Process search = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        "spate.faults.FaultsProgram",
                        "search",
                        "--seeds=" + seeds,
                        "--keep-going=false")
                .redirectErrorStream(true)
                .start();
        // The search ends with this program, also where that is told to end.
        var ender = new Thread(search::destroy);
        Runtime.getRuntime().addShutdownHook(ender);
        String seed = null;
        String how = "";
        try (var lines = search.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher found = FOUND.matcher(line);
                if (found.matches()) {
                    seed = found.group(1);
                } else if (seed != null && how.isEmpty() && line.contains("BROKEN: ")) {
                    how = line.strip().substring("BROKEN: ".length());
                }
            }
        }
        int exit = search.waitFor();
        Runtime.getRuntime().removeShutdownHook(ender);
        if (seed == null && exit != 0) {
            out.println(patch.name() + ": the search ended with " + exit);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        return seed == null
                ? null
                : "seed %s, %d s: %s".formatted(seed, seconds, how.substring(0, Math.min(how.length(), 160)));
    }

    private Path compile(Patch patch, Path folder) throws IOException {
        Path source = folder.resolve(Path.of(patch.file()).getFileName().toString());
        Files.writeString(source, patch.applyTo(Files.readString(sources.resolve(patch.file()))));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new java.io.ByteArrayOutputStream();
        int result = compiler.run(
                null,
                messages,
                messages,
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
        if (result != 0) {
            throw new IllegalStateException(
                    patch.name() + " does not compile:\n" + messages.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }
}

package spate.load.flood;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import spate.load.option.Options;
import spate.load.session.Target;

/// A crew in a process of its own, driven over its standard input and output: it answers each line with one
/// block of a length and so many bytes.
public final class CrewProgram {

    private CrewProgram() {}

    /// Serves until the input ends or `finish` comes.
    public static void run(List<String> arguments) throws IOException {
        var options = Target.know(FloodPlan.know(new Options()))
                .know("run", "", "the run's word")
                .know("origin", "0", "the run's zero of time")
                .know("first", "0", "number of the first session")
                .read(arguments);
        var told = FloodPlan.of(options);
        var plan = told.crew(options.text("run"), told.viewers(), told.readers(), 0);
        PrintStream standardOut = System.out;
        try (var out = new DataOutputStream(standardOut);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
                var crew = new LocalCrew(
                        plan,
                        Target.of(options),
                        List.of(),
                        new Lines(List.of("-")),
                        options.number("first", 0),
                        Long.parseLong(options.text("origin")))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                var bytes = new ByteArrayOutputStream();
                var block = new DataOutputStream(bytes);
                switch (line) {
                    case "open" -> crew.open();
                    case "stall" -> crew.stall(true);
                    case "unstall" -> crew.stall(false);
                    case "tally" -> crew.tally().write(block);
                    case "counts" -> crew.counts().write(block);
                    case "finish" -> crew.finish().write(block);
                    default -> throw new IOException("not a word of a crew: " + line);
                }
                out.writeInt(bytes.size());
                bytes.writeTo(out);
                out.flush();
            }
        }
    }
}

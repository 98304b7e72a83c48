package spate.faults.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The main program of a [ReplicaProcess]: one service, until SIGTERM or the end of its standard input, which is the
/// end of whoever started it.
final class ReplicaMain {

    private ReplicaMain() {}

    public static void main(String[] arguments) {
        Service service = Service.valueOf(arguments[0]);
        List<String> settings = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        settings.add("--spring.config.location=" + service.configuration());
        Thread.ofPlatform().daemon().name("spate-parent").start(ReplicaMain::endWithParent);
        new SpringApplicationBuilder(service.sources())
                .bannerMode(Banner.Mode.OFF)
                .run(settings.toArray(String[]::new));
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever written to it.
            }
        } catch (IOException _) {
            // Its end, too.
        }
        Runtime.getRuntime().halt(1);
    }
}

package spate.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersIT {

    private static final Path PROGRAMS = Path.of("target", "programs");
    private static final TopicPartition LOG = new TopicPartition("log", 0);

    @TempDir
    Path data;

    @Test
    void dataOutliveAnOrderlyEndAndACrash() throws SQLException, ExecutionException, InterruptedException {
        var heard = Collections.synchronizedList(new ArrayList<String>());
        try (var servers = servers()) {
            servers.start(listener(heard));
            createTopic(servers);
            send(servers, "first");
            execute(servers, "CREATE TABLE line (text VARCHAR(99))");
            execute(servers, "INSERT INTO line VALUES ('첫 줄 🎉')");
        }
        assertThat(heard).containsExactlyInAnyOrder("Kafka", "MariaDB", "Redis");

        try (var servers = servers()) {
            servers.start(StartListener.SILENT);
            send(servers, "second");
            execute(servers, "INSERT INTO line VALUES ('둘째 줄')");
            servers.redis().kill();
            servers.kafka().kill();
            servers.mariaDb().kill();
            assertThat(servers.kafka().isRunning()).isFalse();
        }

        try (var servers = servers()) {
            servers.start(StartListener.SILENT);
            assertThat(records(servers)).containsExactly("first", "second");
            assertThat(lines(servers)).containsExactly("둘째 줄", "첫 줄 🎉");
        }
    }

    @Test
    void takenPortEndsTheStartWithItsName() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Port.fixed(taken.getLocalPort(), "start with --redis-port=N");
            try (var servers = new EmbeddedServers(data, PROGRAMS, Port.free(), Port.free(), port)) {
                assertThatThrownBy(() -> servers.start(StartListener.SILENT))
                        .isInstanceOf(EmbeddedServerException.class)
                        .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                        .hasMessageContaining("--redis-port=N");
                assertThat(servers.kafka().isRunning()).isFalse();
                assertThat(servers.mariaDb().isRunning()).isFalse();
            }
        }
    }

    @Test
    void folderServesOneSpateAtATime() {
        try (var first = servers();
                var second = servers()) {
            first.start(StartListener.SILENT);

            assertThatThrownBy(() -> second.start(StartListener.SILENT))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("in use by another Spate");
            assertThat(first.redis().isRunning()).isTrue();
        }
    }

    @Test
    void leftoverOfACrashedRunIsEnded() {
        var crashed = new RedisServer(data.resolve("redis"), PROGRAMS, Port.free());
        crashed.start();
        try (var next = new RedisServer(data.resolve("redis"), PROGRAMS, Port.free())) {
            next.start();

            assertThat(crashed.isRunning()).isFalse();
            assertThat(next.isRunning()).isTrue();
        } finally {
            crashed.close();
        }
    }

    @Test
    void pausedServerIsSilentUntilResumed() throws IOException {
        try (var redis = new RedisServer(data.resolve("redis"), PROGRAMS, Port.free())) {
            redis.start();
            redis.pause();
            assertThatThrownBy(() -> ping(redis)).isInstanceOf(SocketTimeoutException.class);

            redis.resume();

            assertThat(ping(redis)).isEqualTo("+PONG");
        }
    }

    @Test
    void keepsItsPortOverARestart() {
        try (var redis = new RedisServer(data.resolve("redis"), PROGRAMS, Port.free())) {
            redis.start();
            String address = redis.address();
            redis.kill();

            redis.start();

            assertThat(redis.address()).isEqualTo(address);
        }
    }

    @Test
    void serversEndWhenTheirOwnerIsKilled() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var owner = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        data.toString(),
                        PROGRAMS.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var left = new HashMap<String, ProcessHandle>();
        try (var lines = owner.inputReader(UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("serving");
            for (String server : List.of("kafka", "redis")) {
                left.put(
                        server,
                        new ServerFolder(data.resolve(server)).leftover().orElseThrow());
            }
        } finally {
            owner.destroyForcibly();
        }

        assertThat(left)
                .hasSize(2)
                .allSatisfy((_, process) ->
                        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive()));
    }

    /// A process that starts servers and then only waits to be killed.
    static final class Owner {

        private Owner() {}

        public static void main(String[] args) throws InterruptedException {
            var kafka = new KafkaServer(Path.of(args[0], "kafka"), Port.free());
            var redis = new RedisServer(Path.of(args[0], "redis"), Path.of(args[1]), Port.free());
            kafka.start();
            redis.start();
            System.out.println("serving");
            Thread.currentThread().join();
        }
    }

    private EmbeddedServers servers() {
        return new EmbeddedServers(data, PROGRAMS, Port.free(), Port.free(), Port.free());
    }

    private static StartListener listener(List<String> heard) {
        return new StartListener() {
            @Override
            public void starting(String server) {}

            @Override
            public void serving(String server, String address, Duration took) {
                heard.add(server);
            }
        };
    }

    private static void createTopic(EmbeddedServers servers) throws ExecutionException, InterruptedException {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", servers.kafka().address()))) {
            admin.createTopics(List.of(new NewTopic(LOG.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(EmbeddedServers servers, String text) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().address(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(LOG.topic(), LOG.partition(), "room", text))
                    .get();
        }
    }

    private static List<String> records(EmbeddedServers servers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().address());
        var texts = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> texts.add(record.value()));
                return texts.size() >= 2;
            });
        }
        return texts;
    }

    private static void execute(EmbeddedServers servers, String statement) throws SQLException {
        try (var session = DriverManager.getConnection(
                        servers.mariaDb().jdbcUrl("spate"),
                        "spate",
                        servers.mariaDb().password());
                var prepared = session.prepareStatement(statement)) {
            prepared.execute();
        }
    }

    private static List<String> lines(EmbeddedServers servers) throws SQLException {
        var lines = new ArrayList<String>();
        try (var session = DriverManager.getConnection(
                        servers.mariaDb().jdbcUrl("spate"),
                        "spate",
                        servers.mariaDb().password());
                var prepared = session.prepareStatement("SELECT text FROM line ORDER BY text");
                var rows = prepared.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static String ping(RedisServer redis) throws IOException {
        String[] address = redis.address().split(":", 2);
        try (var socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readNBytes(5), UTF_8);
        }
    }
}

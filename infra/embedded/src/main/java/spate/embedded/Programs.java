package spate.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The native programs, unpacked once from the class path into one folder that several processes may share.
final class Programs {

    private final Path folder;

    Programs(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// Unpacks everything below a folder of the class path, unless done before, and returns where it is.
    Path unpackFolder(String resource, String name) {
        requireSupportedMachine();
        return unpackOnce(name, target -> copyFolder(resource, target));
    }

    /// Unpacks one file of the class path, unless done before, and returns its path.
    Path unpackFile(String resource, String name) {
        requireSupportedMachine();
        return unpackOnce(name, target -> {
                    try (InputStream bytes = find(resource).openStream()) {
                        copyFile(bytes, target.resolve(name));
                    }
                })
                .resolve(name);
    }

    private Path unpackOnce(String name, Unpacking unpacking) {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(folder);
            // Unpacked beside its place and then moved there at once: a crash half-way leaves no half program.
            Path fresh = Files.createTempDirectory(folder, name + "-");
            unpacking.into(fresh);
            moveUnlessThere(fresh, target);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " into " + folder, e);
        }
    }

    private static void moveUnlessThere(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (!Files.isDirectory(target)) {
                throw e;
            }
            deleteAll(fresh);
        }
    }

    private static void copyFolder(String resource, Path target) throws IOException {
        String prefix = resource + "/";
        if (!(find(resource).openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(resource + " is not in a jar");
        }
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (var entry : jar.stream()
                    .filter(e -> !e.isDirectory() && e.getName().startsWith(prefix))
                    .toList()) {
                Path file = target.resolve(entry.getName().substring(prefix.length()))
                        .normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("bad path in the jar: " + entry.getName());
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (InputStream bytes = jar.getInputStream(entry)) {
                    copyFile(bytes, file);
                }
            }
        }
    }

    private static void copyFile(InputStream bytes, Path file) throws IOException {
        Files.copy(bytes, file);
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static URL find(String resource) throws IOException {
        URL url = Programs.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return URI.create(url.toString()).toURL();
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void requireSupportedMachine() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!os.contains("linux") || !(arch.equals("amd64") || arch.equals("x86_64"))) {
            throw new EmbeddedServerException(
                    "The embedded servers run on Linux x86-64; this is %s %s. Run the services against servers of your own (SPATE_KAFKA, SPATE_MYSQL_URL, SPATE_REDIS_URL)."
                            .formatted(os, arch));
        }
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path target) throws IOException;
    }
}

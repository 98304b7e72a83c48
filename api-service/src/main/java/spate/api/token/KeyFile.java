package spate.api.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The file with the token keys, for its owner's eyes only.
final class KeyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeyFile() {}

    /// The keys in the file; makes the file with a new key where it is missing. Of two processes that make it at
    /// once one wins, and both get its key.
    static TokenKeys readOrCreate(Path file) {
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return TokenKeys.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the token key file " + file + " cannot be read or made", e);
        }
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, "token-key", ".new", OWNER_ONLY);
        try {
            Files.writeString(whole, TokenKeys.generate().secretJson());
            // A link appears whole or not at all, and never replaces what another process made meanwhile.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException _) {
            // the other process' key holds
        } finally {
            Files.delete(whole);
        }
    }
}

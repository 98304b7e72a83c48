package spate.rooms.room;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files without a name that live in memory only and go with their last user (Linux, memfd_create(2)).
final class MemoryFiles {

    private static final Logger log = LoggerFactory.getLogger(MemoryFiles.class);
    private static final int MFD_CLOEXEC = 1;
    private static final @Nullable Calls CALLS = calls();

    private MemoryFiles() {}

    /// Whether the system has such files and the process may ask for them.
    static boolean areThere() {
        return CALLS != null;
    }

    /// A new, empty file for reading and writing.
    ///
    /// @throws IOException where there are no such files, or no more of them
    static FileChannel create() throws IOException {
        Calls calls = CALLS;
        if (calls == null) {
            throw new IOException("there are no files in memory here");
        }
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) calls.create().invokeExact(arena.allocateFrom("spate-frames"), MFD_CLOEXEC);
            if (descriptor < 0) {
                throw new IOException("no further file in memory");
            }
            try {
                return FileChannel.open(
                        Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                // The channel has a descriptor of its own.
                int _ = (int) calls.close().invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("no file in memory", e);
        }
    }

    /// Null where the system does not have them, or the process may not call them.
    private static @Nullable Calls calls() {
        try {
            var linker = Linker.nativeLinker();
            return new Calls(
                    handle(linker, "memfd_create", ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    handle(linker, "close", ValueLayout.JAVA_INT));
        } catch (IllegalCallerException | NoSuchElementException | UnsupportedOperationException e) {
            log.warn(
                    "No files in memory, large frames are copied for each session: {}", String.valueOf(e.getMessage()));
            return null;
        }
    }

    @SuppressWarnings("restricted") // Both functions are the system's own, with the arguments that they document.
    private static MethodHandle handle(Linker linker, String name, ValueLayout... arguments) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private record Calls(MethodHandle create, MethodHandle close) {}
}

package spate.rooms.room;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Files without a name that live in memory only and go with their last user (Linux, memfd_create(2)).
final class MemoryFiles {

    private static final int MFD_CLOEXEC = 1;
    private static final @Nullable MethodHandle CREATE =
            handle("memfd_create", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final @Nullable MethodHandle CLOSE = handle("close", ValueLayout.JAVA_INT);

    private MemoryFiles() {}

    /// A new, empty file for reading and writing.
    ///
    /// @throws IOException where this system has no such files, or no more of them
    static FileChannel create() throws IOException {
        MethodHandle create = CREATE;
        MethodHandle close = CLOSE;
        if (create == null || close == null) {
            throw new IOException("this system has no files in memory");
        }
        try (var arena = Arena.ofConfined()) {
            int descriptor = (int) create.invokeExact(arena.allocateFrom("spate-frames"), MFD_CLOEXEC);
            if (descriptor < 0) {
                throw new IOException("no further file in memory");
            }
            try {
                return FileChannel.open(
                        Path.of("/proc/self/fd/" + descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                // The channel has a descriptor of its own.
                int _ = (int) close.invokeExact(descriptor);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("no file in memory", e);
        }
    }

    @SuppressWarnings("restricted") // Both functions are the system's own, with the arguments that they document.
    private static @Nullable MethodHandle handle(String name, ValueLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map((MemorySegment address) ->
                        linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments)))
                .orElse(null);
    }
}

package spate.faults.proxy;

/// Where paths go.
@FunctionalInterface
public interface Routes {

    /// Port of 127.0.0.1 of a replica that is ready to answer a path, 0 where none is. Called on event loops, so it
    /// must not wait.
    int portFor(String path);
}

package spate.faults.proxy;

/// Which way bytes go.
public enum Direction {
    /// From whoever connected.
    TO_SERVER,
    /// To whoever connected.
    TO_CLIENT
}

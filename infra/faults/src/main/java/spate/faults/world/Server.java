package spate.faults.world;

/// The servers under the replicas.
public enum Server {
    KAFKA,
    MYSQL,
    REDIS
}

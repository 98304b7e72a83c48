package spate.faults.world;

/// The stretches of network that a replica has.
public enum Stretch {
    VIEWERS,
    KAFKA,
    MYSQL,
    REDIS
}

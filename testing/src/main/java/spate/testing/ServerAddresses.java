package spate.testing;

/// Where the servers of a test are.
///
/// @param kafka bootstrap servers
/// @param mysql `host:port`
/// @param mysqlUser may create databases whose names start with `spate`
/// @param redis `host:port`
record ServerAddresses(String kafka, String mysql, String mysqlUser, String mysqlPassword, String redis) {}

package spate.api.signin;

import org.jspecify.annotations.Nullable;

/// A sign-in as the database has it; times in milliseconds since 1970.
///
/// @param tokenHash digest of the newest refresh token
/// @param previousHash digest of the one before it
/// @param rotationSalt with the previous token it gives the newest
record SignIn(
        String id,
        String viewer,
        String tokenHash,
        @Nullable String previousHash,
        @Nullable String rotationSalt,
        long rotatedAt,
        long createdAt,
        long expiresAt,
        @Nullable Long revokedAt) {}

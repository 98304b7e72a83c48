package spate.load.rest;

/// A viewer of this run who can sign in.
///
/// @param handle its handle
/// @param password its password, random for each run
/// @param token access token of the newest sign-in
/// @param expiresInSeconds how long that token is good for
public record Account(String handle, String password, String token, long expiresInSeconds) {

    @Override
    public String toString() {
        return handle;
    }
}

package spate.api.webhook;

import java.net.ConnectException;

/// A webhook's name stands for an address that nothing may be sent to.
final class AddressRefusedException extends ConnectException {

    private static final long serialVersionUID = 1;

    AddressRefusedException(String host) {
        super(host + " is not on the public internet");
    }
}

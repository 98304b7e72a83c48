package spate.api.token;

import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

/// Gives endpoints their [SignedIn] parameter.
final class SignedInResolver implements SyncHandlerMethodArgumentResolver {

    private final Bearer bearer;

    SignedInResolver(Bearer bearer) {
        this.bearer = bearer;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SignedIn.class;
    }

    @Override
    public SignedIn resolveArgumentValue(
            MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return bearer.require(exchange.getRequest());
    }
}

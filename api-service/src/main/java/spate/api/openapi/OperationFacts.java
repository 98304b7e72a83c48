package spate.api.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import spate.api.token.SignedIn;
import spate.api.web.Needs;

/// What the code of a call says of it: whether it needs a token, and which right it asks for.
final class OperationFacts {

    static final String BEARER = "bearer";

    private OperationFacts() {}

    static Operation add(Operation operation, HandlerMethod handler) {
        @Nullable Needs needs = handler.getMethodAnnotation(Needs.class);
        if (needsSignIn(handler)) {
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        } else if (needs != null) {
            // Who brings a token is asked for as that viewer; who brings none, as a guest.
            operation.addSecurityItem(new SecurityRequirement());
            operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
        }
        if (needs != null) {
            List<String> rights = Arrays.stream(needs.value())
                    .map(right -> right.name().toLowerCase(Locale.ROOT))
                    .toList();
            operation.addExtension("x-rights", rights);
            String told = "Needs the right `" + String.join("`, or for what is one's own `", rights) + "`.";
            String description = operation.getDescription();
            operation.setDescription(description == null ? told : description + "\n\n" + told);
        }
        return operation;
    }

    private static boolean needsSignIn(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(each -> each.getParameterType() == SignedIn.class);
    }
}

package spate.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import spate.api.token.SignedIn;

/// The OpenAPI document and what in it follows from the types of Spate.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    private static final String BEARER = "bearer";

    @Bean
    OpenAPI apiDescription() {
        // It comes from the token, not from a parameter.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(SignedIn.class);
        var scheme = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT");
        return new OpenAPI()
                .info(new Info()
                        .title("Spate")
                        .version("1")
                        .description("Errors are RFC 9457 problems with a `code`; 429 and 503 carry `Retry-After`."))
                .components(new Components().addSecuritySchemes(BEARER, scheme));
    }

    @Bean
    OperationCustomizer apiSecurityOfOperations() {
        return (operation, handler) ->
                needsSignIn(handler) ? operation.addSecurityItem(new SecurityRequirement().addList(BEARER)) : operation;
    }

    private static boolean needsSignIn(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(each -> each.getParameterType() == SignedIn.class);
    }
}

package spate.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import spate.api.token.SignedIn;

/// The OpenAPI document and what in it follows from the types of Spate.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

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
                .components(new Components().addSecuritySchemes(OperationFacts.BEARER, scheme));
    }

    @Bean
    OperationCustomizer apiFactsOfOperations() {
        return OperationFacts::add;
    }

    @Bean
    OpenApiCustomizer apiExamples() {
        Examples examples = Examples.read();
        return document -> {
            ProblemSchema.addTo(document);
            examples.addTo(document);
        };
    }
}

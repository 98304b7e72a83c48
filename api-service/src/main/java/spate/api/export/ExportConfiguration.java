package spate.api.export;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import spate.api.room.Admission;
import spate.api.web.Slots;

/// The chat as a file.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
public class ExportConfiguration {

    @Bean
    ExportController apiExportController(Admission admission, DatabaseClient database, ExportProperties properties) {
        var slots = new Slots(properties.allMax(), properties.eachMax());
        return new ExportController(admission, new ChatExport(new ExportRows(database), slots, properties.stalled()));
    }
}

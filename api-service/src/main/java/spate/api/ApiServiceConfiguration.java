package spate.api;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import spate.api.account.AccountConfiguration;
import spate.api.bot.BotConfiguration;
import spate.api.conversation.ConversationConfiguration;
import spate.api.donation.DonationConfiguration;
import spate.api.export.ExportConfiguration;
import spate.api.figures.FiguresConfiguration;
import spate.api.history.HistoryConfiguration;
import spate.api.hot.HotConfiguration;
import spate.api.hotwords.HotWordsConfiguration;
import spate.api.moderation.ModerationConfiguration;
import spate.api.money.MoneyConfiguration;
import spate.api.openapi.OpenApiConfiguration;
import spate.api.outbox.OutboxConfiguration;
import spate.api.payment.PaymentConfiguration;
import spate.api.posting.PostingConfiguration;
import spate.api.privacy.PrivacyConfiguration;
import spate.api.room.RoomConfiguration;
import spate.api.schema.SchemaConfiguration;
import spate.api.signin.SignInConfiguration;
import spate.api.token.TokenConfiguration;
import spate.api.web.WebConfiguration;
import spate.api.webhook.WebhookConfiguration;
import spate.rooms.log.LogConfiguration;
import spate.rooms.policy.PolicyConfiguration;

/// The whole REST service, for a process of its own or one that it shares. It needs from Spring Boot: WebFlux, R2DBC
/// with transactions, reactive Redis and a meter registry. It answers below `/api` and for `/.well-known/jwks.json`,
/// nowhere else.
@Configuration(proxyBeanMethods = false)
@Import({
    LogConfiguration.class,
    PolicyConfiguration.class,
    WebConfiguration.class,
    SchemaConfiguration.class,
    TokenConfiguration.class,
    AccountConfiguration.class,
    PrivacyConfiguration.class,
    SignInConfiguration.class,
    OutboxConfiguration.class,
    HotConfiguration.class,
    RoomConfiguration.class,
    ConversationConfiguration.class,
    HistoryConfiguration.class,
    PostingConfiguration.class,
    ModerationConfiguration.class,
    BotConfiguration.class,
    WebhookConfiguration.class,
    FiguresConfiguration.class,
    ExportConfiguration.class,
    HotWordsConfiguration.class,
    MoneyConfiguration.class,
    PaymentConfiguration.class,
    DonationConfiguration.class,
    OpenApiConfiguration.class
})
public class ApiServiceConfiguration {}

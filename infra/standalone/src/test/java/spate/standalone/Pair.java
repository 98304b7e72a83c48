package spate.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import spate.testing.SpateServers;
import spate.testing.TestScope;

/// Two replicas over the same servers, which the tests of a class share; ended after the last, because replicas of
/// another class would share the log with them, but not the database.
final class Pair implements AutoCloseable {

    private final TestScope scope = SpateServers.scope();
    private final Replica first;
    private final Replica second;

    private Pair() {
        Path data = folder();
        first = Replica.start(scope, data);
        second = Replica.start(scope, data);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("spate-pair");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Replica first() {
        return first;
    }

    Replica second() {
        return second;
    }

    /// What a statement with one parameter finds in the first column, one row after the other.
    String rows(String select, String parameter) {
        var found = new StringBuilder();
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.prepareStatement(select)) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.append(rows.getString(1)).append('\n');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found.toString();
    }

    /// Changes rows by a statement with one parameter.
    void update(String statement, String parameter) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var update = session.prepareStatement(statement)) {
            update.setString(1, parameter);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        second.close();
        first.close();
    }

    /// Gives the pair to the constructors of tests.
    static final class Extension implements BeforeAllCallback, ParameterResolver {

        private static final ExtensionContext.Namespace NAME = ExtensionContext.Namespace.create(Pair.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            var _ = context.getStore(NAME).computeIfAbsent(Pair.class, _ -> new Pair(), Pair.class);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Pair.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Objects.requireNonNull(context.getStore(NAME).get(Pair.class, Pair.class));
        }
    }
}

package spate.load.hotroom;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import spate.load.rest.RestFailedException;

/// How many statements the database has been asked since it started, as it counts them itself. For one thread.
final class Questions implements AutoCloseable {

    private final Connection connection;
    private long own;

    /// @param address JDBC address with user and password
    Questions(String address) {
        try {
            connection = DriverManager.getConnection(address);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Without those that were asked here.
    long count() {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
            own++;
            if (!rows.next()) {
                throw new RestFailedException("the database does not count its questions");
            }
            return rows.getLong(2) - own;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RestFailedException failed(SQLException e) {
        return new RestFailedException("the database cannot be asked: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}

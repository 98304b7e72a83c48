package spate.stream.archive;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.List;
import spate.protocol.RoomId;
import spate.testing.TestScope;

/// What stands in MySQL.
final class Rows {

    private static final int TRIES_MAX = 10;

    record Row(int ordinal, long offset, String id, String body) {}

    private Rows() {}

    static List<Row> of(TestScope scope, RoomId room) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.prepareStatement("SELECT epoch_ordinal, log_offset, event_id, body"
                        + " FROM room_events WHERE room_id = ? ORDER BY epoch_ordinal, log_offset")) {
            statement.setString(1, room.value());
            List<Row> rows = new ArrayList<>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getInt(1), found.getLong(2), found.getString(3), found.getString(4)));
                }
            }
            return rows;
        } catch (SQLException e) {
            // The database may be away on purpose.
            return List.of();
        }
    }

    /// Runs a statement, again where it met a deadlock: what an archive that has just ended was storing may still be
    /// taken back.
    static void run(TestScope scope, String sql) {
        int tries = 1;
        while (!ran(scope, sql, tries == TRIES_MAX)) {
            tries++;
        }
    }

    private static boolean ran(TestScope scope, String sql, boolean isLast) {
        try (var session = DriverManager.getConnection(scope.mysqlJdbcUrl(), scope.mysqlUser(), scope.mysqlPassword());
                var statement = session.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLTransactionRollbackException e) {
            if (isLast) {
                throw new IllegalStateException(e);
            }
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

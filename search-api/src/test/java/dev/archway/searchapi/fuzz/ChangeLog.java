package dev.archway.searchapi.fuzz;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Every row that is written, deleted or changed and committed, noted by the database itself: what
/// a whole copy of the tables would show, at no cost and with the thread that did it. That a token
/// was used is no change.
final class ChangeLog {
  private final JdbcClient jdbc;
  private long seen;

  ChangeLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
    jdbc.sql("CREATE SCHEMA watch").update();
    jdbc.sql(
            """
            CREATE TABLE watch.change (
              number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              thread text NOT NULL, at_table text NOT NULL, content text NOT NULL)
            """)
        .update();
    jdbc.sql(
            """
            CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP <> 'UPDATE' OR to_jsonb(OLD) - 'last_used_at' <> to_jsonb(NEW) - 'last_used_at' THEN
                INSERT INTO watch.change (thread, at_table, content) VALUES (
                  current_setting('application_name'), TG_OP || ' ' || TG_TABLE_NAME,
                  left(to_jsonb(coalesce(NEW, OLD))::text, 400));
              END IF;
              RETURN NULL;
            END $$
            """)
        .update();
    var tables =
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .query(String.class)
            .list();
    for (var table : tables) {
      jdbc.sql(
              "CREATE TRIGGER watched AFTER INSERT OR UPDATE OR DELETE ON "
                  + table
                  + " FOR EACH ROW EXECUTE FUNCTION watch.note()")
          .update();
    }
  }

  /// What has been changed by requests since this was asked last. What the service does by itself,
  /// because of requests before, is not theirs.
  List<String> sinceLast() {
    long before = seen;
    seen = jdbc.sql("SELECT coalesce(max(number), 0) FROM watch.change").query(Long.class).single();
    return seen == before
        ? List.of()
        : jdbc.sql(
                "SELECT thread || ': ' || at_table || ' ' || content FROM watch.change"
                    + " WHERE number > ? AND thread LIKE ? ORDER BY number LIMIT 10")
            .params(before, Threads.REQUESTS + "%")
            .query((row, _) -> row.getString(1))
            .list();
  }

  /// Has each connection carry the name of the thread that uses it.
  @TestConfiguration
  static class Threads {
    /// How the threads are called that answer requests.
    static final String REQUESTS = "tomcat-handler-";

    @Bean
    static BeanPostProcessor namedConnections() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? new Named(source) : bean;
        }
      };
    }
  }

  private static final class Named extends DelegatingDataSource {
    Named(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws SQLException {
      var connection = super.getConnection();
      connection.setClientInfo("ApplicationName", Thread.currentThread().getName());
      return connection;
    }
  }
}

package engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.BeginStatementSetOperation;
import org.apache.flink.table.operations.EndStatementSetOperation;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.operations.StatementSetOperation;
import org.apache.flink.table.operations.command.SetOperation;

/** A script on its way through the planner. */
public final class Plan {
  private final TableEnvironmentInternal environment;
  private final List<Script.Statement> statements;
  private final List<ModifyOperation> inserts = new ArrayList<>();
  /** The statement in work; null for the script as a whole. */
  private Script.Statement current;

  private boolean isInSet;

  /**
   * A script that has not been planned yet.
   *
   * @param environment where its tables are declared
   * @param script its text
   */
  public Plan(TableEnvironmentInternal environment, String script) {
    this.environment = environment;
    statements = Script.statements(script);
  }

  /** Runs all statements but INSERT, which it collects. */
  public void declare() {
    for (Script.Statement statement : statements) {
      current = statement;
      environment.getParser().parse(statement.text()).forEach(this::accept);
    }
    if (isInSet) throw new ValidationException("The statement set has no END");
    current = null;
  }

  /**
   * The INSERT statements.
   *
   * @throws ValidationException if there are none
   */
  public List<ModifyOperation> inserts() {
    if (inserts.isEmpty()) throw new ValidationException("The script has no INSERT statement");
    return inserts;
  }

  /** Plans the INSERT statements, if any, as a job would be planned, and runs nothing. */
  public void check() {
    if (!inserts.isEmpty()) environment.explainInternal(new ArrayList<Operation>(inserts));
  }

  /** Runs the INSERT statements as one job. */
  void execute() {
    environment.executeInternal(inserts());
  }

  /** Why planning failed. */
  Failure failure(Throwable error) {
    return Failure.ofPlanning(error, current);
  }

  private void accept(Operation operation) {
    if (operation instanceof SinkModifyOperation) {
      inserts.add((ModifyOperation) operation);
    } else if (operation instanceof StatementSetOperation) {
      inserts.addAll(((StatementSetOperation) operation).getOperations());
    } else if (operation instanceof EndStatementSetOperation) {
      if (!isInSet) throw new ValidationException("END without BEGIN STATEMENT SET");
      isInSet = false;
    } else if (isInSet) {
      throw new ValidationException("Only INSERT statements can be in a statement set");
    } else if (operation instanceof BeginStatementSetOperation) {
      isInSet = true;
    } else if (operation instanceof SetOperation) {
      set((SetOperation) operation);
    } else if (operation instanceof QueryOperation || operation instanceof ModifyOperation) {
      throw new ValidationException("Only INSERT statements can run as a job");
    } else {
      environment.executeInternal(operation);
    }
  }

  private void set(SetOperation operation) {
    if (operation.getKey().isEmpty()) return;
    JobOptions.withBothNames(Map.of(operation.getKey().get(), operation.getValue().orElse("")))
        .forEach(environment.getConfig()::set);
  }
}

import AliyunFlink
import JSONCoding

@testable import FlinkDeploy

/// The page of the permissions, made from the table of uses.
enum PermissionPage {
  /// The Markdown.
  static var text: String {
    [introduction, uses, actions, policies, verification].joined(separator: "\n\n") + "\n"
  }

  private static let introduction = """
    # Permissions

    The RAM actions that flink-deploy calls, for each tool and command.

    <!-- A test makes this page from the table of uses. To renew it, run the tests with FLINK_DEPLOY_UPDATE_GOLDEN=1. -->

    Create a custom policy in the RAM console, attach it to the RAM user, and add the user to the namespace. The command
    prints the policy:

    ```sh
    flink-deploy policy
    flink-deploy policy --read-only
    ```

    The second policy is enough for everything that changes nothing. Set `FLINK_DEPLOY_READ_ONLY=true` with it, because
    otherwise the server also continues operations of processes that have ended. `flink-deploy doctor` tries the actions
    that read and names each one that is missing. If Alibaba Cloud refuses a call, the remedy of the error names the
    action.

    Some actions can be missing, and `doctor` then passes. Without `stream:ListVariables`, deploys warn that the secrets were not checked. Without
    `stream:FlinkApiProxy`, the health of a job is UNKNOWN. Without `stream:GetAutopilotPolicy` and
    `stream:GetAppliedScheduledPlan`, a recommendation does not mention Autopilot and scheduled plans.
    """

  private static var uses: String {
    var table = MarkdownTable(["use", "tool", "command", "changes something"])
    for use in CloudUse.allCases {
      table.add([
        use.rawValue, use.tools.map(MarkdownTable.code).joined(separator: ", "),
        use.commands.map { MarkdownTable.code("flink-deploy \($0)") }.joined(separator: ", "),
        use.isReadOnly ? "no" : "yes",
      ])
    }
    return """
      ## Uses

      The commands `policy`, `versions`, `alerts` and `database` need no action. `init` calls what `doctor` calls, but
      only needs `stream:ListDeploymentTargets`. `serve` continues operations of processes that have ended, as `recover`
      does.

      \(table.text)
      """
  }

  private static var actions: String {
    var table = MarkdownTable(["action"] + CloudUse.allCases.map(\.rawValue))
    for operation in OperationName.allCases.sorted(by: { $0.action < $1.action }) {
      table.add(
        [MarkdownTable.code(operation.action)]
          + CloudUse.allCases.map { $0.operations.contains(operation) ? "x" : "" })
    }
    return """
      ## Actions

      An x means that the use can call the operation on one of its paths: retries, rollbacks and the wait for FLOWING
      count, too. If changes are allowed, `doctor` tries the other actions that read as well.

      \(table.text)
      """
  }

  private static var policies: String {
    """
    ## Policies

    For all tools and commands:

    ```json
    \(RAMPolicy.full.json.prettyText)
    ```

    For those that change nothing:

    ```json
    \(RAMPolicy.readOnly.json.prettyText)
    ```
    """
  }

  private static let verification = """
    ## What was verified

    Alibaba Cloud's page on the RAM authorization of the API gives the RAM code `stream`, actions with the names of the
    operations, and authorization by action only. So the resource is `*`, and a policy cannot be limited to a workspace
    or a namespace. Membership of the namespace limits it. Alibaba Cloud lists no action for
    `GetAutopilotPolicy` and `GetAppliedScheduledPlan`. The policies follow the rule for them. A test plays each tool and
    command against the emulated API and compares what they call with this table. Nothing was tried with a real account.
    """
}

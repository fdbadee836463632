/// A text of the help of `policy`.
enum PolicyHelp: CaseIterable, Worded {
  case policy, policyDiscussion, readOnly

  func english(_ face: Face) -> String {
    switch self {
    case .policy: "Print the RAM policy with exactly the actions that flink-deploy calls."
    case .policyDiscussion:
      """
      The output is a policy document in JSON. Create a custom policy from it in the RAM console, attach the policy to \
      the RAM user, and add the user to the namespace. 'flink-deploy doctor' checks the actions that read.

      With --read-only, the policy is enough for status, monitor, export, doctor and --dry-run. Set \
      FLINK_DEPLOY_READ_ONLY=true with it:
        flink-deploy policy > policy.json
        flink-deploy policy --read-only > policy-read-only.json
      """
    case .readOnly: "Leave out the actions that only changes need."
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .policy: "输出仅包含 flink-deploy 所调用操作的 RAM 权限策略。"
    case .policyDiscussion:
      """
      输出为 JSON 格式的权限策略。在 RAM 控制台中用它创建自定义策略，授予 RAM用户，并将该用户添加到项目空间。\
      'flink-deploy doctor' 检查其中的读取操作。

      使用 --read-only 时，策略足以运行 status、monitor、export、doctor 和 --dry-run。请同时设置 \
      FLINK_DEPLOY_READ_ONLY=true：
        flink-deploy policy > policy.json
        flink-deploy policy --read-only > policy-read-only.json
      """
    case .readOnly: "不包含仅在更改时需要的操作。"
    }
  }
}

/// A text of `--help`.
enum HelpText: CaseIterable, Worded {
  // The program
  case program, programDiscussion
  // Commands
  case serve, serveDiscussion, deploy, deployDiscussion, update, updateDiscussion, rollback, rollbackDiscussion
  case versions, start, stop, status, recover, recoverDiscussion, doctor
  case database, databaseUpgrade, databaseStatus
  case monitor, monitorDiscussion, alerts, alertsDiscussion, alertsList, alertsAck, alertsTest
  // Arguments of several commands
  case json, waitForRunning, waitUntil, waitForStop, waitForRecovery
  // Arguments of deploy
  case topic, table, moreTable, column, samples, sqlFile, deploymentName, startupMode, startupTimestamp, startupOffset
  case eventTime, parallelism, jobManagerCPU, jobManagerMemory, taskManagerCPU, taskManagerMemory
  case checkpointInterval, restartStrategy, conf, engineVersion, deploymentTarget, idempotencyKey, noStart, dryRun
  // Arguments of update, rollback and versions
  case updateTopic, updateTable, state, restart, acceptDrift, updateDryRun, planDigest, updateWaitUntil
  case rollbackTo, withStateOfVersion, versionsDiff
  // Arguments of start, stop and status
  case startID, restoreStrategy, savepointID, stopID, stopStrategy, statusID, watch, history, observe
  // Arguments of monitor and alerts
  case once, interval, metricsFile, alertID, channel
}

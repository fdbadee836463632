/// The full definitions of the MCP tools, byte for byte as the JSON files beside this one.
///
/// They check arguments and describe results. `tools/list` shows less: an argument or a member with a `title` has it as
/// its description there.
public enum ToolSchemas {
  /// One JSON document a tool, in the order in which tools/list serves them.
  public static var documents: [[UInt8]] {
    [
      PackageResources.generate_and_deploy_json,
      PackageResources.start_job_json,
      PackageResources.stop_job_json,
      PackageResources.get_job_status_json,
      PackageResources.update_job_json,
      PackageResources.deploy_pipelines_json,
    ]
  }
}

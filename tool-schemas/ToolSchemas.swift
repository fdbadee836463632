/// The definitions of the MCP tools, byte for byte as the JSON files beside this one.
public enum ToolSchemas {
  /// One JSON document a tool, in the order in which tools/list serves them.
  public static var documents: [[UInt8]] {
    [
      PackageResources.generate_and_deploy_json,
      PackageResources.start_job_json,
      PackageResources.stop_job_json,
      PackageResources.get_job_status_json,
    ]
  }
}

@testable import FlinkDeploy

/// The page of the codes of warnings, findings, failures and errors, made from the examples of the catalogue.
enum NoteCodePage {
  /// The codes of some types under a heading.
  private struct Section {
    let heading: String
    /// The types, by the kind of their texts.
    let types: [String]
    let kind: CatalogueGroup.Kind
    /// Cases whose code belongs to another section, or to another program.
    var omitted: Set<String> = []
  }

  /// The Markdown.
  static var text: String {
    let chapters = [
      introduction, chapter("Warnings", warnings, warningSections),
      chapter("Findings in given SQL", findings, findingSections),
      chapter("Failures of messages", failures, failureSections), chapter("Errors", errors, errorSections),
    ]
    return chapters.joined(separator: "\n\n") + "\n"
  }

  private static let introduction = """
    # Codes

    The codes of warnings, findings, failures and errors, each with the text of one example.

    <!-- A test makes this page from its examples. To renew it, run the tests with FLINK_DEPLOY_UPDATE_GOLDEN=1. -->

    Programs compare codes, because texts can change and exist in two languages. `FLINK_DEPLOY_LANGUAGE` sets the
    language, see <doc:Settings>. The texts on this page are those of the tools. Commands name their flags instead.
    """

  private static let warnings = """
    `warnings[].code` of a result. A warning about several fields or columns contains their number as `count`.
    """

  private static let findings = """
    `findings[].code` of a dry run with `sql`, see <doc:CustomSQL>. A deploy shows findings as warnings. Only
    `literal_secret` rejects the SQL.
    """

  private static let failures = """
    `dry_parse.failures[].code`: why sampled messages would stop the job, see <doc:DryRuns>.
    """

  private static let errors = """
    `error.code` of a failed call. An error of Alibaba Cloud keeps its code, such as `990301` (not found) or
    `Forbidden.RAM`.
    """

  private static let warningSections = [
    Section(heading: "Fields", types: ["FieldFact"], kind: .warning),
    Section(heading: "Columns", types: ["ColumnFact"], kind: .warning),
    Section(heading: "Tables", types: ["TableFact"], kind: .warning),
    Section(heading: "Topic", types: ["TopicFact"], kind: .warning),
    Section(heading: "Sample", types: ["SamplingNote"], kind: .warning),
    Section(heading: "Plan", types: ["PlanNote"], kind: .warning, omitted: ["finding"]),
    Section(heading: "Call", types: ["CallNote"], kind: .warning),
  ]

  private static let findingSections = [Section(heading: "", types: ["SQLProblem"], kind: .finding)]
  private static let failureSections = [Section(heading: "", types: ["ReadFault"], kind: .failure)]

  private static let errorSections = [
    Section(heading: "Call", types: ["CallProblem", "ArgumentProblem"], kind: .error),
    Section(heading: "Names and types", types: ["NamingProblem"], kind: .error),
    Section(heading: "Plan", types: ["PlanProblem"], kind: .error, omitted: ["tablesRefused"]),
    Section(heading: "Messages and tables", types: ["PipelineProblem"], kind: .error, omitted: ["naming"]),
    Section(heading: "Kafka", types: ["KafkaSamplingError"], kind: .error),
    Section(
      heading: "Operation", types: ["OperationProblem"], kind: .error,
      omitted: ["notInNamespace", "platform", "store", "recorded"]),
    Section(heading: "Metadata database", types: ["Code"], kind: .error),
  ]

  private static func chapter(_ heading: String, _ text: String, _ sections: [Section]) -> String {
    let tables = sections.map { section in
      section.heading.isEmpty ? table(section) : "### \(section.heading)\n\n\(table(section))"
    }
    return (["## \(heading)", text] + tables).joined(separator: "\n\n")
  }

  private static func table(_ section: Section) -> String {
    var table = MarkdownTable(["code", "English", "中文"])
    var seen: Set<String> = []
    for type in section.types {
      for group in CatalogueGroup.all where group.type == type && group.kind == section.kind {
        for example in group.examples
        where !section.omitted.contains(example.caseName) && seen.insert(example.code).inserted {
          table.add([
            MarkdownTable.code(example.code), MarkdownTable.cell(example.worded.english(.tools)),
            MarkdownTable.cell(example.worded.chinese(.tools)),
          ])
        }
      }
    }
    return table.text
  }
}

import JSONCoding

/// The result of a pipeline of a batch as the journal keeps it: codes and IDs once, and the texts in all languages.
///
/// Another process may show it, in another language and to another reader. The form is a result with a member more,
/// which has the members that are others in another voice. Rows of earlier releases lack that member.
struct RecordedResult {
  private static let texts = "texts"
  private static let standard = Voice(.english, .tools)

  /// The form in the journal.
  let form: JSONObject

  /// A result of the journal; nil for null.
  init?(_ form: JSON) {
    guard let form = form.object else { return nil }
    self.form = form
  }

  /// The form of a result, without what is large.
  init(_ result: ActionResult) {
    func document(_ voice: Voice) -> JSONObject { BatchResult.small(result.document(voice)) }
    var form = document(Self.standard)
    var texts = JSONObject()
    for voice in Voice.all where voice != Self.standard {
      let others = document(voice).members.filter { form[$0.key] != $0.value }
      if !others.isEmpty { texts[voice.key] = .object(JSONObject(others.map { ($0.key, $0.value) })) }
    }
    if !texts.isEmpty { form[Self.texts] = .object(texts) }
    self.form = JSON.object(form).withoutNullCharacters.object ?? form
  }

  /// The result for the reader of a voice.
  func document(_ voice: Voice) -> JSONObject {
    var document = form
    document[Self.texts] = nil
    for member in form[Self.texts]?[voice.key]?.object?.members ?? [] { document[member.key] = member.value }
    return document
  }
}

extension Voice {
  /// Each language for each reader.
  fileprivate static let all = Language.allCases.flatMap { language in Face.allCases.map { Voice(language, $0) } }

  /// The name in the journal, such as `zh commands`.
  fileprivate var key: String { "\(language.rawValue) \(face)" }
}

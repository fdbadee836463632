import PipelineTypes

/// The entries of a map while they are read: the last value of a key counts.
struct MapEntries {
  private(set) var list: [FlinkValue.Entry] = []
  private var places: [ExactName: Int] = [:]

  mutating func set(_ key: String, _ value: FlinkValue) {
    let entry = FlinkValue.Entry(key: key, value: value)
    let name = ExactName(key)
    if let place = places[name] {
      list[place] = entry
    } else {
      places[name] = list.count
      list.append(entry)
    }
  }
}

import FoundationEssentials
import Model

extension Decodable {
    /// Of one JSON document.
    init(json text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }
}

import FoundationEssentials
import Model

extension Decodable {
    /// Of one JSON document; the error of another text shows it.
    init(json text: String) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
        } catch {
            throw Failure(.internal, "\(error), in:\n\(text)")
        }
    }
}

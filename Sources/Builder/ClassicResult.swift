import FoundationEssentials
import Model

/// What a classic buildpack has said, kept with its layer: whoever uses the layer again knows it too.
struct ClassicResult: Codable {
    static let formatNow = 1

    private(set) var format = formatNow
    /// As it calls itself.
    var name: String
    /// Its `export`, for those after it; nil: it left none.
    var export: [UInt8]?
    /// Where its build directory was: what is in `export` is of there.
    var build: String
    var release = ReleaseAnswer()

    init(name: String, export: [UInt8]?, build: String) {
        self.name = name
        self.export = export
        self.build = build
    }

    init(decoding bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        try FormatVersion.check(format, known: Self.formatNow, "the result of a buildpack")
    }

    func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }

    /// What it exports for a step that has the app in `/app`.
    var exportOfApp: [UInt8]? { export.map { Self.replacing($0, build, by: BuildEnvironment.app) } }

    /// And for a buildpack whose build directory is elsewhere than it was.
    func exportOfBuild(_ place: String) -> [UInt8]? { export.map { build == place ? $0 : Self.replacing($0, build, by: place) } }

    private static func replacing(_ bytes: [UInt8], _ old: String, by new: String) -> [UInt8] {
        // What is no text has no path of ours in it.
        guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
        return Array(text.replacing(old, with: new).utf8)
    }
}

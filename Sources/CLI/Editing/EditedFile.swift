import Glibc
import Linux
import Model
import Planning

/// A text in a file of its own that nobody else reads, for an editor; it stays until it is removed.
struct EditedFile {
    let path: String

    init(_ text: String, of app: AppName, _ environment: [String: String]) throws {
        let folder = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(folder)/renga-\(app).env.XXXXXX".utf8CString)
        // Readable by its owner alone.
        let number = mkstemp(&template)
        guard number >= 0 else { throw SystemError("make", "a file in \(folder)") }
        let file = Descriptor(owning: number)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try file.write(all: Array(text.utf8))
    }

    func contents() throws -> [UInt8] { try Files.read(path, limit: EnvFile.bytesMax) }

    func remove() throws { try Files.remove(path) }

    /// Waits until the editor has ended. Its words are split as a shell does, and given to no shell.
    func edit(_ surroundings: Surroundings) throws {
        let environment = surroundings.environment
        let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
        let words = try ShellWords.split(named)
        guard let name = words.first, let program = Self.program(name, environment["PATH"] ?? Command.plainPath) else {
            try remove()
            throw Failure(.notFound, "there is no editor `\(named)`", hint: "name one: EDITOR=nano renga config:edit")
        }
        var start = Child.Start()
        start.descriptors = [surroundings.streams.input, surroundings.streams.output, surroundings.streams.errors]
        let command = Command(
            program,
            Array(words.dropFirst()) + [path],
            environment: environment,
            workingDirectory: surroundings.directory
        )
        let status = try Child.spawn(command, start).wait()
        guard status.isSuccess else {
            throw Failure(
                .cancelled,
                "the editor `\(named)` ended with \(status)",
                hint: "nothing was set; what you wrote is kept: \(path)"
            )
        }
    }

    private static func program(_ name: String, _ path: String) -> String? {
        if name.contains("/") { return name.hasPrefix("/") && access(name, X_OK) == 0 ? name : nil }
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
